import { transact } from "@/db/client";
import { acceptAnswer, addComment } from "@/lib/comments/commands";
import { mayComment } from "@/lib/comments/policy";
import { dayMs, hourMs, now } from "@/lib/platform/clock";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { renderComment } from "@/lib/platform/markdown/render-comment";
import { createPost } from "@/lib/posts/commands/posts";
import type { Saying } from "./script";
import { type Person, type Stage, type Talk, talkOf } from "./stage";

/** Plans the discussions and questions of the year. */
export function planTalk(stage: Stage): void {
  const { discussions, questions } = stage.script;
  const items = stage.dice.shuffled([
    ...discussions.map((item) => ({ ...item, kind: "discussion" as const, sayings: item.comments })),
    ...questions.map((item) => ({ ...item, kind: "question" as const, sayings: item.answers })),
  ]);
  const span = stage.end.getTime() - stage.start.getTime();
  items.forEach((item, index) => {
    // Later months have more talk, as there are more people: the square root bends the line towards the end.
    const share = Math.sqrt((index + 0.6) / items.length);
    const at = new Date(stage.start.getTime() + share * (span - 3 * dayMs) + stage.dice.between(0, 20) * hourMs);
    stage.agenda.plan(at, () => startTalk(stage, item));
  });
}

async function startTalk(
  stage: Stage,
  item: {
    kind: "discussion" | "question";
    title: string;
    topic: string;
    body: string;
    sayings: Saying[];
  },
): Promise<void> {
  const author =
    item.topic === "announcements" ? stage.staff.get("owner")! : (stage.somebody() ?? stage.staff.get("moderator")!);
  const { locale: lang } = stage.script;
  const audience = stage.dice.chance(0.6) ? "public" : "members";
  const rendered = await renderMarkdown(item.body, { paid: false, lang });
  const { postId } = await transact((tx) =>
    createPost(tx, {
      communityId: stage.communityId,
      authorId: author.memberId,
      kind: item.kind,
      title: item.title,
      audience,
      benefitId: null,
      topicId: stage.topicIds.get(item.topic) ?? null,
      lang,
      markdown: item.body,
      rendered,
      state: "published",
    }),
  );
  const talk = talkOf(postId, author.memberId);
  stage.talks.push(talk);
  planSayings(stage, talk, item.sayings);
}

/** Each saying follows the one before; who speaks twice in the script is one person. */
function planSayings(stage: Stage, talk: Talk, sayings: Saying[]): void {
  const cast = new Map<string, Person>([...stage.staff]);
  const ids: string[] = [];
  let at = now().getTime();
  sayings.forEach((saying, index) => {
    at += stage.dice.between(0.3, 14) * hourMs;
    stage.agenda.plan(new Date(at), async () => {
      const speaker = cast.get(saying.by) ?? stage.somebody([...cast.values()].map((person) => person.memberId));
      if (!speaker) return;
      cast.set(saying.by, speaker);
      const replyTo = saying.replyTo === undefined ? undefined : ids[saying.replyTo];
      const id = await say(stage, speaker, talk.postId, saying.text, replyTo);
      if (!id) return;
      ids[index] = id;
      if (saying.accepted) stage.agenda.plan(new Date(now().getTime() + 3 * hourMs), () => accept(stage, talk, id));
    });
  });
}

async function accept(stage: Stage, talk: Talk, commentId: string): Promise<void> {
  const answer = {
    communityId: stage.communityId,
    postId: talk.postId,
    commentId,
    actorId: talk.authorId,
    accepted: true,
  };
  await transact((tx) => acceptAnswer(tx, answer));
}

/** Says something where the rules let this person; otherwise nothing happens, as in life. */
export async function say(
  stage: Stage,
  person: Person,
  postId: string,
  text: string,
  replyToId?: string,
): Promise<string | null> {
  const { viewer, facts } = await stage.see(person, postId);
  if (!facts || !mayComment(viewer, facts)) return null;
  const { html } = await renderComment(text);
  const id = await transact((tx) =>
    addComment(tx, {
      communityId: stage.communityId,
      postId,
      postKind: facts.kind,
      authorId: person.memberId,
      replyToId: replyToId ?? null,
      markdown: text,
      html,
    }),
  );
  stage.talks.find((talk) => talk.postId === postId)?.comments.push({ id, authorId: person.memberId });
  return id;
}
