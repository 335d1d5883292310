import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import { read } from "../client";
import { grants, payments } from "../schema/billing";
import { members } from "../schema/communities";
import { journal } from "../schema/journal";
import { comments, posts, reactions } from "../schema/posts";

/** What has happened in a community, as far as it decides who must have looked at what. */
export interface StoryFacts {
  posts: SeenPost[];
  people: SeenPerson[];
}

export interface SeenPost {
  id: string;
  authorId: string;
  isOpen: boolean;
  benefitId: string | null;
  publishedAt: number;
  openShare: number;
}

export interface SeenPerson {
  userId: string;
  memberId: string;
  joinedAt: number;
  paidAt: number | null;
  /** Posts they wrote something under, or voted for. */
  acts: { at: number; postId: string }[];
  /** When they stopped paying or left, and when they began. */
  turns: { at: number; isEnd: boolean }[];
  holds: { benefitId: string; from: number; to: number }[];
}

/** Reads the facts of one community from what the story has left behind. */
export async function readStory(communityId: string): Promise<StoryFacts> {
  const here = { comments: eq(comments.communityId, communityId), reactions: eq(reactions.communityId, communityId) };
  const [written, people, said, voted, entries, held, paid] = await Promise.all([
    read()
      .select()
      .from(posts)
      .where(and(eq(posts.communityId, communityId), isNotNull(posts.publishedAt))),
    read().select().from(members).where(eq(members.communityId, communityId)).orderBy(asc(members.id)),
    read().select().from(comments).where(here.comments),
    read().select().from(reactions).where(here.reactions),
    read()
      .select({ memberId: journal.memberId, verb: journal.verb, at: journal.at })
      .from(journal)
      .where(
        and(
          eq(journal.communityId, communityId),
          inArray(journal.verb, ["member.joined", "member.left", "paying.started", "paying.ended"]),
        ),
      )
      .orderBy(asc(journal.at)),
    read().select().from(grants).where(eq(grants.communityId, communityId)),
    read()
      .select({ userId: payments.userId, at: payments.at })
      .from(payments)
      .where(and(eq(payments.communityId, communityId), eq(payments.kind, "charge")))
      .orderBy(asc(payments.at)),
  ]);
  const postOf = new Map([
    ...written.map(({ id }) => [id, id] as const),
    ...said.map(({ id, postId }) => [id, postId] as const),
  ]);
  const acts = [
    ...said.map(({ authorId, postId, createdAt }) => ({ memberId: authorId, postId, at: createdAt.getTime() })),
    ...voted.map((row) => ({ memberId: row.memberId, postId: postOf.get(row.targetId)!, at: row.createdAt.getTime() })),
  ];
  const actsOf = Map.groupBy(acts, ({ memberId }) => memberId);
  const entriesOf = Map.groupBy(entries, ({ memberId }) => memberId);
  const heldBy = Map.groupBy(held, ({ userId }) => userId);
  const paidBy = Map.groupBy(paid, ({ userId }) => userId);
  return {
    posts: written.map((post) => ({
      id: post.id,
      authorId: post.authorId,
      isOpen: post.audience === "public",
      benefitId: post.benefitId,
      publishedAt: post.publishedAt!.getTime(),
      openShare:
        post.readingMinutes > 0 ? Math.max(0, post.readingMinutes - post.lockedMinutes) / post.readingMinutes : 0,
    })),
    people: people.map(({ id, userId, joinedAt }) => ({
      userId,
      memberId: id,
      joinedAt: (entriesOf.get(id)?.find(({ verb }) => verb === "member.joined")?.at ?? joinedAt).getTime(),
      paidAt: paidBy.get(userId)?.[0]?.at.getTime() ?? null,
      acts: (actsOf.get(id) ?? []).toSorted((a, b) => a.at - b.at),
      turns: (entriesOf.get(id) ?? []).map(({ verb, at }) => ({ at: at.getTime(), isEnd: /left|ended/.test(verb) })),
      holds: (heldBy.get(userId) ?? []).map(({ benefitId, startsAt, endsAt }) => ({
        benefitId,
        from: startsAt.getTime(),
        to: endsAt?.getTime() ?? Number.POSITIVE_INFINITY,
      })),
    })),
  };
}
