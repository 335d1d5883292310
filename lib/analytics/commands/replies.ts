import "server-only";
import { and, eq, gt, gte, inArray, lt, min, type SQL, sql } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { firstReplies } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { memberNumbers, replyPacks } from "@/db/schema/packs";
import { askingKinds, postOf, replyVerbs } from "../first-reply";
import type { Projecting } from "../projecting";
import { findBounds } from "../queries/bounds";
import { entryColumns, recordedBy } from "../queries/journal-streams";
import { type NumberedReply, packReplies, replyPackMs } from "../reply-packs";
import { replacePack } from "./histories";

/**
 * Keeping `first_replies`: the database does what `FirstReplies` says (lib/analytics/first-reply.ts; verifying compares
 * the two). The earliest comment stays the earliest whatever is recorded after it, so new comments are merged in; what
 * else changes about a post is looked up anew.
 */
export async function projectReplies(tx: Tx, projecting: Projecting, since: Date): Promise<void> {
  const touched = await findTouchedPosts(projecting, since);
  const before = await listReplyPacks(projecting, touched.posts);
  if (touched.asked.length > 0) {
    const among = idList(touched.asked);
    await tx.delete(firstReplies).where(ownPosts(projecting, touched.asked));
    await insertAsked(tx, projecting, amongIds(journal.objectId, among));
    await mergeReplies(tx, projecting, await sinceAsked(projecting, touched.asked));
  }
  if (touched.hasComments) await mergeReplies(tx, projecting, gt(journal.recordedAt, since));
  await acceptAnswers(tx, projecting, [...touched.asked, ...touched.answered]);
  const removed = [...touched.asked, ...touched.removed];
  if (removed.length > 0) await removePosts(tx, projecting, amongIds(journal.objectId, idList(removed)));
  // An entry that came late may have moved a post to an earlier day.
  const packs = new Set([...before, ...(await listReplyPacks(projecting, touched.posts))]);
  for (const pack of packs) await projectReplyPack(tx, projecting, pack);
}

/** The packs that these posts are in. */
async function listReplyPacks(projecting: Projecting, postIds: readonly string[]): Promise<Set<number>> {
  const rows = await read()
    .selectDistinct({ askedAt: firstReplies.askedAt })
    .from(firstReplies)
    .where(ownPosts(projecting, postIds));
  return new Set(rows.map((row) => Math.floor(row.askedAt.getTime() / replyPackMs)));
}

/** Packs what was asked in the days of one pack. */
export async function projectReplyPack(tx: Tx, { communityId }: CommunityOf, pack: number): Promise<void> {
  const posts = await listAskedIn(communityId, pack);
  await replacePack(tx, replyPacks, { communityId, pack }, posts.length === 0 ? null : packReplies(posts));
}

/** What was asked in the days of one pack, as `first_replies` says, by the numbers of who asked. */
export async function listAskedIn(communityId: string, pack: number): Promise<NumberedReply[]> {
  return read()
    .select({
      kind: firstReplies.kind,
      askedAt: firstReplies.askedAt,
      repliedAt: firstReplies.repliedAt,
      acceptedAt: firstReplies.acceptedAt,
      removedAt: firstReplies.removedAt,
      number: memberNumbers.number,
    })
    .from(firstReplies)
    .leftJoin(
      memberNumbers,
      and(eq(memberNumbers.communityId, firstReplies.communityId), eq(memberNumbers.memberId, firstReplies.askerId)),
    )
    .where(
      and(
        eq(firstReplies.communityId, communityId),
        gte(firstReplies.askedAt, new Date(pack * replyPackMs)),
        lt(firstReplies.askedAt, new Date((pack + 1) * replyPackMs)),
      ),
    );
}

/** The first and the last pack that there is anything for, stored or asked; null when there is neither. */
export async function findReplyPackBounds(communityId: string): Promise<{ first: number; last: number } | null> {
  const asked = await findBounds(firstReplies, firstReplies.askedAt, eq(firstReplies.communityId, communityId));
  const stored = await findBounds(replyPacks, replyPacks.pack, eq(replyPacks.communityId, communityId));
  const packs = [
    ...(asked ? [asked.first, asked.last].map((at) => Math.floor(at.getTime() / replyPackMs)) : []),
    ...(stored ? [stored.first, stored.last] : []),
  ];
  return packs.length === 0 ? null : { first: Math.min(...packs), last: Math.max(...packs) };
}

type CommunityOf = Pick<Projecting, "communityId">;

/** Throws all of it away: the months that follow put it back, in order. */
export async function clearReplies(tx: Tx, { communityId }: Projecting): Promise<void> {
  await tx.delete(firstReplies).where(eq(firstReplies.communityId, communityId));
}

/** Takes in what counts in [from, to). Months come in order, so that a post stands there before its first reply. */
export async function rebuildReplies(tx: Tx, projecting: Projecting, from: Date, to: Date): Promise<void> {
  const within = and(gte(journal.at, from), lt(journal.at, to))!;
  await insertAsked(tx, projecting, within);
  await mergeReplies(tx, projecting, within);
  await removePosts(tx, projecting, within);
}

/** What an entry recorded in (since, upTo] is about. */
async function findTouchedPosts(projecting: Projecting, since: Date) {
  const entries = await read()
    .select(entryColumns)
    .from(journal)
    .where(and(recordedBy(projecting), gt(journal.recordedAt, since), inArray(journal.verb, [...replyVerbs])));
  const posts = (...verbs: string[]) => {
    const ids = entries.filter(({ verb }) => verbs.includes(verb)).map(postOf);
    return [...new Set(ids.filter((id) => id !== null))];
  };
  return {
    asked: posts("post.published"),
    answered: posts("answer.accepted", "answer.unaccepted"),
    removed: posts("post.removed"),
    hasComments: entries.some(({ verb }) => verb === "comment.added"),
    posts: posts(...replyVerbs),
  };
}

const ownPosts = ({ communityId }: Projecting, postIds: readonly string[]) =>
  and(eq(firstReplies.communityId, communityId), amongIds(firstReplies.postId, idList(postIds)));

const postInDetail = sql`(${journal.detail} ->> 'postId')`;

/** Entries about these posts' comments, none of which is older than the oldest of the posts. */
async function sinceAsked(projecting: Projecting, postIds: readonly string[]): Promise<SQL> {
  const [row] = await read()
    .select({ at: min(firstReplies.askedAt) })
    .from(firstReplies)
    .where(ownPosts(projecting, postIds));
  if (!row?.at) return sql`1 = 0`;
  const among = idList(postIds);
  return and(gte(journal.at, row.at), amongIds(postInDetail, among))!;
}

const { communityId, postId, kind, askerId, askedAt, repliedAt, repliedBy } = firstReplies;
const key = [communityId, postId];
const post = sql`${communityId}, ${postId}, ${kind}, ${askerId}, ${askedAt}`;
const postNamed = sql`${communityId} as community_id, ${postId} as post_id, ${kind} as kind, ${askerId} as asker_id, ${askedAt} as asked_at`;
const noInstant = sql`cast(null as bigint)`;
const nobody = sql`cast(null as text)`;

/** Questions and discussions as their first publication tells of them. */
async function insertAsked(tx: Tx, projecting: Projecting, which: SQL): Promise<void> {
  await tx
    .insert(firstReplies)
    .select(
      sql`
    select community_id, post_id, kind, asker_id, asked_at, ${noInstant}, ${nobody}, ${noInstant}, ${noInstant}
    from (
      select ${journal.communityId} as community_id, ${journal.objectId} as post_id,
        ${journal.detail} ->> 'kind' as kind, ${journal.memberId} as asker_id, ${journal.at} as asked_at,
        row_number() over (partition by ${journal.objectId} order by ${journal.at}, ${journal.id}) as nth
      from ${journal}
      where ${recordedBy(projecting)} and ${which} and ${eq(journal.verb, "post.published")}
        and ${journal.memberId} is not null and ${journal.objectId} is not null
        and (${journal.detail} ->> 'kind') in (${askingKinds[0]}, ${askingKinds[1]})
    ) as asked
    where nth = 1`,
    )
    .onConflictDoNothing();
}

/**
 * Puts in the earliest reply of the entries, where none is known yet or only a later one. `cross join` keeps SQLite
 * from turning the join around: the entries are few, the posts many.
 */
async function mergeReplies(tx: Tx, projecting: Projecting, which: SQL): Promise<void> {
  await tx
    .insert(firstReplies)
    .select(
      sql`
    select community_id, post_id, kind, asker_id, asked_at, at, member_id, ${noInstant}, ${noInstant}
    from (
      select ${postNamed}, ${journal.at} as at, ${journal.memberId} as member_id,
        row_number() over (partition by ${postId} order by ${journal.at}, ${journal.memberId}) as nth
      from ${journal} cross join ${firstReplies}
      where ${recordedBy(projecting)} and ${which} and ${eq(journal.verb, "comment.added")}
        and ${communityId} = ${journal.communityId} and ${postId} = ${postInDetail}
        and ${journal.memberId} <> ${askerId} and ${journal.at} >= ${askedAt}
        and (${repliedAt} is null or (${journal.at}, ${journal.memberId}) < (${repliedAt}, ${repliedBy}))
    ) as replies
    where nth = 1`,
    )
    .onConflictDoUpdate({
      target: key,
      set: { repliedAt: sql`excluded.replied_at`, repliedBy: sql`excluded.replied_by` },
    });
}

/** Sets since when answers are accepted anew, of `postIds` or of all posts. */
export async function acceptAnswers(tx: Tx, projecting: Projecting, postIds?: readonly string[]): Promise<void> {
  if (postIds?.length === 0) return;
  if (postIds) await tx.update(firstReplies).set({ acceptedAt: null }).where(ownPosts(projecting, postIds));
  const which = postIds ? await sinceAsked(projecting, postIds) : sql`1 = 1`;
  await tx
    .insert(firstReplies)
    .select(
      sql`
    select community_id, post_id, kind, asker_id, asked_at, ${noInstant}, ${nobody}, min(at), ${noInstant}
    from (
      select ${postNamed}, ${journal.verb} as verb, ${journal.at} as at,
        row_number() over (
          partition by ${postId}, ${journal.objectId}
          order by ${journal.at} desc, ${journal.recordedAt} desc, ${journal.id} desc
        ) as nth
      from ${journal} cross join ${firstReplies}
      where ${recordedBy(projecting)} and ${which} and ${journal.verb} in ('answer.accepted', 'answer.unaccepted')
        and ${communityId} = ${journal.communityId} and ${postId} = ${postInDetail} and ${journal.at} >= ${askedAt}
    ) as turns
    where nth = 1 and verb = 'answer.accepted'
    group by community_id, post_id, kind, asker_id, asked_at`,
    )
    .onConflictDoUpdate({ target: key, set: { acceptedAt: sql`excluded.accepted_at` } });
}

/** Sets when posts were removed first. */
async function removePosts(tx: Tx, projecting: Projecting, which: SQL): Promise<void> {
  await tx
    .insert(firstReplies)
    .select(
      sql`
    select ${post}, ${noInstant}, ${nobody}, ${noInstant}, min(${journal.at})
    from ${journal} cross join ${firstReplies}
    where ${recordedBy(projecting)} and ${which} and ${eq(journal.verb, "post.removed")}
      and ${communityId} = ${journal.communityId} and ${postId} = ${journal.objectId} and ${journal.at} >= ${askedAt}
      and (${firstReplies.removedAt} is null or ${journal.at} < ${firstReplies.removedAt})
    group by ${post}`,
    )
    .onConflictDoUpdate({ target: key, set: { removedAt: sql`excluded.removed_at` } });
}
