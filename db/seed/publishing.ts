import { transact } from "@/db/client";
import { setSinglePrice } from "@/lib/billing/commands/single-prices";
import { dayMs, hourMs, now } from "@/lib/platform/clock";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { createPost } from "@/lib/posts/commands/posts";
import { isDivided } from "@/lib/posts/schema";
import type { WrittenPost } from "./content";
import { type Stage, talkOf } from "./stage";
import { say } from "./talking";

const monthMs = 30.44 * dayMs;

/** Plans when each written text appears, so many months before the end of the story. */
export function planPosts(stage: Stage): void {
  for (const post of stage.script.posts) {
    const ago = post.monthsAgo * monthMs;
    const at = new Date(
      Math.max(stage.start.getTime() + 2 * hourMs, stage.end.getTime() - ago - stage.dice.between(1, 9) * hourMs),
    );
    stage.agenda.plan(at, () => publish(stage, post));
  }
}

async function publish(stage: Stage, post: WrittenPost): Promise<void> {
  const { locale: lang, currency } = stage.script;
  const author = stage.staff.get(post.author)!;
  const isPlan = post.audience.startsWith("plan");
  const audience = isPlan ? "benefit" : (post.audience as "public" | "members");
  const rendered = await renderMarkdown(post.markdown, {
    paid: isDivided(post.kind, audience),
    excerpt: post.excerpt,
    lang,
  });
  const { postId } = await transact(async (tx) => {
    const made = await createPost(tx, {
      communityId: stage.communityId,
      authorId: author.memberId,
      kind: post.kind,
      title: post.title,
      slug: post.slug,
      audience,
      benefitId: isPlan ? stage.planBenefit : null,
      topicId: stage.topicIds.get(post.topic) ?? null,
      lang,
      markdown: post.markdown,
      rendered,
      state: "published",
    });
    if (post.price) {
      const community = { id: stage.communityId, currency };
      await setSinglePrice(tx, {
        community,
        postId: made.postId,
        title: post.title,
        amount: post.price,
        actorId: author.memberId,
      });
    }
    return made;
  });
  stage.talks.push(talkOf(postId, author.memberId));
  planTutorialComments(stage, postId);
}

function planTutorialComments(stage: Stage, postId: string): void {
  const texts = stage.dice.shuffled(stage.script.tutorialComments).slice(0, stage.dice.whole(5, 12));
  for (const { text } of texts) {
    const at = new Date(now().getTime() + stage.dice.between(0.05, 1) ** 2 * 60 * dayMs);
    stage.agenda.plan(at, async () => {
      const person = stage.somebody();
      if (person) await say(stage, person, postId, text);
    });
  }
}
