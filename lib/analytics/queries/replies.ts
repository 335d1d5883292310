import "server-only";
import { and, eq, gte, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { firstReplies } from "@/db/schema/analytics";
import { hourMs } from "@/lib/platform/clock";
import type { Range } from "../ranges";
import { askingKinds, type ReplyFigures, replyFigures } from "../replies";
import { sumReplies } from "../reply-packs";
import { type Counted, countedOnly } from "./counted";
import { findReplyPacks } from "./histories";
import { countPlaces, findPeopleCounted } from "./packs";

/** Questions and discussions asked in a range by those who are counted, without those removed by its end. */
export const askedIn = (communityId: string, { from, to }: Range, counted: Counted): SQL =>
  and(
    eq(firstReplies.communityId, communityId),
    gte(firstReplies.askedAt, from),
    lt(firstReplies.askedAt, to),
    or(isNull(firstReplies.removedAt), sql`${firstReplies.removedAt} >= ${to.getTime()}`),
    countedOnly(firstReplies.askerId, counted),
  )!;

/** True when somebody had replied by `to`: later is not known yet. */
export const repliedBy = (to: Date): SQL =>
  sql`(${firstReplies.repliedAt} is not null and ${firstReplies.repliedAt} < ${to.getTime()})`;

/** How long questions and discussions of a range waited for their first reply. */
export async function listReplyFigures(
  communityId: string,
  range: Range,
  promisedHours: number,
  counted: Counted,
): Promise<ReplyFigures[]> {
  const people = await findPeopleCounted(communityId, counted, await countPlaces(communityId));
  const counts = sumReplies(await findReplyPacks(communityId), range, promisedHours * hourMs, people);
  return askingKinds.map((kind) => replyFigures(kind, counts[kind]));
}

/** How many were asked, and how many of them wait still. */
export async function countAsked(
  communityId: string,
  range: Range,
  counted: Counted,
): Promise<{ asked: number; unanswered: number }> {
  const [row] = await read()
    .select({ asked: countAll(), unanswered: sumOf(sql`case when ${repliedBy(range.to)} then 0 else 1 end`) })
    .from(firstReplies)
    .where(askedIn(communityId, range, counted));
  return row ?? { asked: 0, unanswered: 0 };
}
