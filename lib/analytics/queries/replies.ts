import "server-only";
import { and, eq, gte, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { engine } from "@/db/dialect";
import { countAll, sumOf } from "@/db/dialect/sql";
import { firstReplies } from "@/db/schema/analytics";
import { hourMs } from "@/lib/platform/clock";
import type { Range } from "../ranges";
import { type AskingKind, askingKinds, type ReplyCounts, type ReplyFigures, replyFigures } from "../replies";
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
  const counts = await countReplies(communityId, range, promisedHours * hourMs, counted);
  return askingKinds.map((kind) => replyFigures(kind, counts[kind]));
}

/**
 * The counts of each kind, and all its waits as one text: a hundred thousand of them are sorted here in a fraction of
 * the time that grouping or ranking them takes SQLite.
 */
async function countReplies(
  communityId: string,
  range: Range,
  promise: number,
  counted: Counted,
): Promise<Record<AskingKind, ReplyCounts>> {
  const { to } = range;
  const due = sql`${firstReplies.askedAt} <= ${to.getTime() - promise}`;
  // Apart by kind in columns, not in groups: groups would be sorted with all their waits.
  const countsOf = (kind: string) => {
    const isOne = eq(firstReplies.kind, kind);
    const one = (condition: SQL | undefined) => sumOf(sql`case when ${and(isOne, condition)} then 1 else 0 end`);
    return {
      asked: one(undefined),
      answered: one(repliedBy(to)),
      due: one(due),
      inTime: one(sql`${due} and ${repliedBy(to)} and ${wait} <= ${promise}`),
      accepted: one(sql`${firstReplies.acceptedAt} is not null and ${firstReplies.acceptedAt} < ${to.getTime()}`),
      waits: joined(sql`case when ${and(isOne, repliedBy(to))} then ${wait} end`),
    };
  };
  const [question, discussion] = askingKinds;
  const [row] = await read()
    .select({ question: countsOf(question), discussion: countsOf(discussion) })
    .from(firstReplies)
    .where(askedIn(communityId, range, counted));
  const sorted = (waits: string | null) =>
    waits ? Float64Array.from(waits.split(","), Number).sort() : new Float64Array();
  const of = ({ waits, ...counts }: NonNullable<typeof row>[AskingKind]) => ({
    ...counts,
    ...percentiles(sorted(waits)),
  });
  return { question: of(row!.question), discussion: of(row!.discussion) };
}

/** Numbers of many rows, one after the other; those that are null are left out, and null is none at all. */
const joined = (numbers: SQL) =>
  engine === "postgres"
    ? sql<string | null>`string_agg((${numbers})::text, ',')`
    : sql<string | null>`group_concat(${numbers})`;

/** The median is the mean of both middle waits, the ninetieth percentile the first wait that nine of ten do not pass. */
function percentiles(sorted: Float64Array) {
  if (sorted.length === 0) return { median: null, ninetieth: null };
  const at = (rank: number) => sorted[rank - 1]!;
  return {
    median: (at((sorted.length + 1) >> 1) + at((sorted.length >> 1) + 1)) / 2,
    ninetieth: at(Math.ceil(sorted.length * 0.9)),
  };
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
