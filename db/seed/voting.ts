import { transact } from "@/db/client";
import { mayUpvote } from "@/lib/comments/policy";
import { dayMs, now } from "@/lib/platform/clock";
import { setUpvote } from "@/lib/reactions/commands";
import type { Person, Stage } from "./stage";

/** Votes, mostly: most people read, some nod, few speak. Interest fades slowly. */
export function planActivity(stage: Stage, person: Person): void {
  const joined = now().getTime();
  const act = () => {
    const weeks = (now().getTime() - joined) / (7 * dayMs);
    const pace = person.energy / (1 + weeks / 60);
    stage.after(Math.max(0.02, -Math.log(1 - stage.dice.next()) / pace) * 7 * dayMs, async () => {
      if (!stage.people.includes(person)) return;
      await vote(stage, person);
      act();
    });
  };
  act();
}

async function vote(stage: Stage, person: Person): Promise<void> {
  const recent = stage.talks.filter((talk) => talk.isRecent(now()));
  const talk = stage.dice.pick(recent.length > 0 ? recent : stage.talks);
  if (!talk) return;
  const { viewer, facts } = await stage.see(person, talk.postId);
  if (!facts) return;
  const comment = talk.comments.length > 0 && stage.dice.chance(0.45) ? stage.dice.pick(talk.comments) : null;
  if (!mayUpvote(viewer, facts, comment ?? facts)) return;
  const target = comment ? { kind: "comment" as const, id: comment.id } : { kind: "post" as const, id: talk.postId };
  await transact((tx) =>
    setUpvote(tx, { communityId: stage.communityId, memberId: person.memberId, target, wanted: true }),
  );
}
