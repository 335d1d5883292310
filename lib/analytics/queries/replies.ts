import "server-only";
import { and, eq, gte, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { firstReplies } from "@/db/schema/analytics";
import { hourMs } from "@/lib/platform/clock";
import type { Range } from "../ranges";
import { askingKinds, type ReplyFigures, replyFigures } from "../replies";
import { type Counted, countedOnly } from "./counted";

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

const wait = sql`(${firstReplies.repliedAt} - ${firstReplies.askedAt})`;

/** How long questions and discussions of a range waited for their first reply: the figures of `countReplies`. */
export async function listReplyFigures(
  communityId: string,
  range: Range,
  promisedHours: number,
  counted: Counted,
): Promise<ReplyFigures[]> {
  const { to } = range;
  const promise = promisedHours * hourMs;
  const one = (condition: SQL) => sumOf(sql`case when ${condition} then 1 else 0 end`);
  const due = sql`${firstReplies.askedAt} <= ${to.getTime() - promise}`;
  const [counts, waits] = await Promise.all([
    read()
      .select({
        kind: firstReplies.kind,
        asked: countAll(),
        answered: one(repliedBy(to)),
        due: one(due),
        inTime: one(sql`${due} and ${repliedBy(to)} and ${wait} <= ${promise}`),
        accepted: one(sql`${firstReplies.acceptedAt} is not null and ${firstReplies.acceptedAt} < ${to.getTime()}`),
      })
      .from(firstReplies)
      .where(askedIn(communityId, range, counted))
      .groupBy(firstReplies.kind),
    listWaitRanks(communityId, range, counted),
  ]);
  return askingKinds.map((kind) => {
    const row = counts.find((found) => found.kind === kind);
    const none = { asked: 0, answered: 0, due: 0, inTime: 0, accepted: 0 };
    const ranks = new Map(waits.filter((found) => found.kind === kind).map(({ rank, ms }) => [rank, ms]));
    return replyFigures(kind, { ...none, ...row, ...percentiles(row?.answered ?? 0, ranks) });
  });
}

function percentiles(answered: number, ranks: ReadonlyMap<number, number>) {
  if (answered === 0) return { median: null, ninetieth: null };
  const at = (rank: number) => ranks.get(rank) ?? 0;
  return {
    median: (at((answered + 1) >> 1) + at((answered >> 1) + 1)) / 2,
    ninetieth: at(Math.ceil(answered * 0.9)),
  };
}

/** The waits at the ranks that median and ninetieth percentile need, per kind: a handful of rows. */
async function listWaitRanks(communityId: string, range: Range, counted: Counted) {
  const ranked = read()
    .select({
      kind: firstReplies.kind,
      ms: sql<number>`${wait}`.as("ms"),
      rank: sql<number>`row_number() over (partition by ${firstReplies.kind} order by ${wait})`.as("place"),
      size: sql<number>`count(*) over (partition by ${firstReplies.kind})`.as("size"),
    })
    .from(firstReplies)
    .where(and(askedIn(communityId, range, counted), repliedBy(range.to)))
    .as("ranked");
  const { rank, size } = ranked;
  const rows = await read()
    .select({ kind: ranked.kind, ms: ranked.ms, rank })
    .from(ranked)
    .where(sql`${rank} = (${size} + 1) / 2 or ${rank} = ${size} / 2 + 1 or ${rank} = (9 * ${size} + 9) / 10`);
  return rows.map((row) => ({ kind: row.kind, ms: Number(row.ms), rank: Number(row.rank) }));
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
