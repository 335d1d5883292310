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

/** Waits are first counted in stretches of this length, about a minute: so many at most are then looked at singly. */
const stretchMs = 65_536;
// The same number in the text: as a parameter it would be a fraction to SQLite, and so would what comes of dividing.
const stretch = sql<number>`(${wait} / 65536)`;

/**
 * How long questions and discussions of a range waited for their first reply: the figures of `countReplies`. The waits
 * at the ranks of median and ninetieth percentile are found by counting, because sorting a year's is what would take
 * long: first which stretch a rank falls into, then the waits of that stretch.
 */
export async function listReplyFigures(
  communityId: string,
  range: Range,
  promisedHours: number,
  counted: Counted,
): Promise<ReplyFigures[]> {
  const groups = await listWaitGroups(communityId, range, promisedHours, counted);
  const wanted = askingKinds.map((kind) => ranksOf(groups.filter((group) => group.kind === kind)));
  const waits = await listWaitsOf(communityId, range, counted, wanted.flat());
  return askingKinds.map((kind, i) => {
    const own = groups.filter((group) => group.kind === kind);
    const sum = (name: "asked" | "answered" | "due" | "inTime" | "accepted") =>
      own.reduce((all, group) => all + group[name], 0);
    const at = ({ stretch: of, place }: Rank) =>
      waits.filter((row) => row.kind === kind && row.stretch === of).map(({ ms }) => ms)[place]!;
    const [low, high, ninetieth] = wanted[i]!.map(at);
    const known = low !== undefined && high !== undefined && ninetieth !== undefined;
    return replyFigures(kind, {
      asked: sum("asked"),
      answered: sum("answered"),
      due: sum("due"),
      inTime: sum("inTime"),
      accepted: sum("accepted"),
      median: known ? (low + high) / 2 : null,
      ninetieth: known ? ninetieth : null,
    });
  });
}

type WaitGroup = Awaited<ReturnType<typeof listWaitGroups>>[number];

/** What was asked, by kind and by the stretch of time it waited; what has no reply yet stands under null. */
async function listWaitGroups(communityId: string, range: Range, promisedHours: number, counted: Counted) {
  const { to } = range;
  const promise = promisedHours * hourMs;
  const one = (condition: SQL) => sumOf(sql`case when ${condition} then 1 else 0 end`);
  const due = sql`${firstReplies.askedAt} <= ${to.getTime() - promise}`;
  const waited = sql<number | null>`case when ${repliedBy(to)} then ${stretch} end`;
  const rows = await read()
    .select({
      kind: firstReplies.kind,
      stretch: waited,
      asked: countAll(),
      answered: one(repliedBy(to)),
      due: one(due),
      inTime: one(sql`${due} and ${repliedBy(to)} and ${wait} <= ${promise}`),
      accepted: one(sql`${firstReplies.acceptedAt} is not null and ${firstReplies.acceptedAt} < ${to.getTime()}`),
    })
    .from(firstReplies)
    .where(askedIn(communityId, range, counted))
    .groupBy(firstReplies.kind, sql`2`);
  return rows.map((row) => ({ ...row, stretch: row.stretch === null ? null : Number(row.stretch) }));
}

/** Where the wait of a rank is found: in which stretch of its kind, and at which place among that stretch's waits. */
interface Rank {
  kind: string;
  stretch: number;
  place: number;
}

/** The ranks of both middle waits and of the ninetieth percentile of one kind; none while nothing was answered. */
function ranksOf(groups: readonly WaitGroup[]): Rank[] {
  const answered = groups.reduce((all, group) => all + group.answered, 0);
  if (answered === 0) return [];
  const sorted = groups
    .flatMap(({ kind, stretch: of, answered: size }) => (of === null ? [] : { kind, stretch: of, size }))
    .sort((a, b) => a.stretch - b.stretch);
  return [(answered + 1) >> 1, (answered >> 1) + 1, Math.ceil(answered * 0.9)].map((rank) => {
    let passed = 0;
    for (const group of sorted) {
      if (rank <= passed + group.size) return { ...group, place: rank - passed - 1 };
      passed += group.size;
    }
    throw new Error(`There is no wait of rank ${rank} among ${passed}.`);
  });
}

/** The waits of some stretches, the shortest first. */
async function listWaitsOf(communityId: string, range: Range, counted: Counted, ranks: readonly Rank[]) {
  if (ranks.length === 0) return [];
  const any = ranks.map((rank) => and(eq(firstReplies.kind, rank.kind), sql`${stretch} = ${rank.stretch}`));
  const rows = await read()
    .select({ kind: firstReplies.kind, ms: sql<number>`${wait}` })
    .from(firstReplies)
    .where(and(askedIn(communityId, range, counted), repliedBy(range.to), or(...any)));
  return rows
    .map(({ kind, ms }) => ({ kind, ms: Number(ms), stretch: Math.trunc(Number(ms) / stretchMs) }))
    .sort((a, b) => a.ms - b.ms);
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
