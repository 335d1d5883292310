import "server-only";
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { firstSteps, memberSpans } from "@/db/schema/analytics";
import { payments } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { comments, posts } from "@/db/schema/posts";
import { inBatches } from "../projecting";

const membersPerBatch = 500;

/** Looks up anew when each of these members took a step first. */
export async function projectFirstSteps(tx: Tx, communityId: string, memberIds: readonly string[]): Promise<void> {
  for (const batch of inBatches(memberIds, membersPerBatch)) {
    const theirs = amongIds(members.id, idList(batch));
    const users = read().select({ userId: members.userId }).from(members).where(theirs).getSQL();
    await tx
      .delete(firstSteps)
      .where(and(eq(firstSteps.communityId, communityId), sql`${firstSteps.userId} in (${users})`));
    await tx.insert(firstSteps).select(stepsOf(communityId, theirs));
  }
}

/** The next `count` members of a community after `last`, in order of their ids. */
export async function listMembersFrom(communityId: string, last: string, count: number): Promise<string[]> {
  const rows = await read()
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.communityId, communityId), gt(members.id, last)))
    .orderBy(asc(members.id))
    .limit(count);
  return rows.map(({ id }) => id);
}

/** Removes the steps of whoever is no member, and never was one. */
export async function deleteStepsOfNobody(tx: Tx, communityId: string): Promise<void> {
  await tx.delete(firstSteps).where(
    and(
      eq(firstSteps.communityId, communityId),
      sql`not exists (select 1 from ${members}
        where ${members.id} = ${firstSteps.memberId} and ${members.userId} = ${firstSteps.userId})`,
    ),
  );
}

/** What the rows of members are, in the order of the table's columns. */
export const stepsOf = (communityId: string, theirs: SQL): SQL => sql`
  select cast(${communityId} as text), ${members.userId}, ${members.id},
    (select min(${memberSpans.startsAt}) from ${memberSpans} where ${and(
      eq(memberSpans.communityId, communityId),
      eq(memberSpans.scope, "member"),
      eq(memberSpans.memberId, members.id),
    )}),
    (select min(${comments.createdAt}) from ${comments} where ${comments.authorId} = ${members.id}),
    (select min(${posts.publishedAt}) from ${posts}
      where ${posts.authorId} = ${members.id} and ${posts.state} <> 'draft'),
    (select min(${payments.at}) from ${payments} where ${and(
      eq(payments.userId, members.userId),
      eq(payments.communityId, communityId),
      eq(payments.kind, "charge"),
      gt(payments.amount, 0),
    )})
  from ${members} where ${and(eq(members.communityId, communityId), theirs)}`;
