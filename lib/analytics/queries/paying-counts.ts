import "server-only";
import { and, eq, gt, gte, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { memberSpans, spanDays } from "@/db/schema/analytics";
import { dayOf, startOfDay } from "@/lib/platform/calendar";
import type { MemberFilter } from "@/lib/segments/types";
import { among } from "./among";
import { listStaying } from "./edges";
import type { Window } from "./movements";

/** People who pay: how many at both ends of a window, and who of them went. */
export interface PayingCounts {
  from: number;
  to: number;
  /** Paying at the start and not at the end. */
  lost: number;
  /** Ends of paying within the window, of whoever returned included. */
  ended: number;
  /** First times somebody paid, within the window. */
  firstStarts: number;
}

/** How often paying began for the first time, began again, and ended, up to and with `t`. */
interface EdgesUpTo {
  start: number;
  return: number;
  end: number;
}

/** Whole days come from the rollup; of the day of `t` itself, the spans that began or ended up to `t`. */
async function countEdges(communityId: string, zone: string, t: Date, segment: MemberFilter): Promise<EdgesUpTo> {
  const mine = among(memberSpans.memberId, segment);
  const day = dayOf(t, zone);
  const since = segment === null ? startOfDay(day, zone) : new Date(0);
  const rows =
    segment === null
      ? await read()
          .select({ kind: spanDays.kind, n: sumOf(spanDays.count) })
          .from(spanDays)
          .where(and(eq(spanDays.communityId, communityId), eq(spanDays.scope, "paying"), lt(spanDays.day, day)))
          .groupBy(spanDays.kind)
      : [];
  const before = (kind: string) => rows.find((row) => row.kind === kind)?.n ?? 0;
  const begun = and(gte(memberSpans.startsAt, since), lte(memberSpans.startsAt, t), mine);
  const [first, again, over] = await Promise.all([
    countSpans(communityId, and(begun, eq(memberSpans.ordinal, 0))),
    countSpans(communityId, and(begun, gt(memberSpans.ordinal, 0))),
    countSpans(communityId, and(gte(memberSpans.endsAt, since), lte(memberSpans.endsAt, t), mine)),
  ]);
  return { start: before("start") + first, return: before("return") + again, end: before("end") + over };
}

async function countSpans(communityId: string, condition: SQL | undefined): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(memberSpans)
    .where(and(eq(memberSpans.communityId, communityId), eq(memberSpans.scope, "paying"), condition));
  return row?.n ?? 0;
}

const endsIn = ({ from, to }: Pick<Window, "from" | "to">) =>
  and(isNotNull(memberSpans.endsAt), gt(memberSpans.endsAt, from), lte(memberSpans.endsAt, to));

/** Spans that ran at the start, ended within, and whose member is not back at the end. */
export const isLost = ({ communityId, from, to }: Pick<Window, "communityId" | "from" | "to">): SQL | undefined =>
  and(
    endsIn({ from, to }),
    lte(memberSpans.startsAt, from),
    sql`not exists (
      select 1 from ${memberSpans} b
      where b.community_id = ${communityId} and b.scope = 'paying' and b.member_id = ${memberSpans.memberId}
        and b.starts_at <= ${to.getTime()} and (b.ends_at is null or b.ends_at > ${to.getTime()}))`,
  );

export async function countPayingMembers(window: Window, zone: string): Promise<PayingCounts> {
  const { communityId, from, to, segment } = window;
  const [before, after, [staying]] = await Promise.all([
    countEdges(communityId, zone, from, segment),
    countEdges(communityId, zone, to, segment),
    listStaying(communityId, "paying", [window], segment),
  ]);
  return {
    from: before.start + before.return - before.end,
    to: after.start + after.return - after.end,
    lost: staying!.lost - staying!.back,
    ended: after.end - before.end,
    firstStarts: after.start - before.start,
  };
}

/** Ends of paying in (from, to]. */
export async function countLosses({ communityId, from, to, segment }: Window): Promise<number> {
  return countSpans(communityId, and(endsIn({ from, to }), among(memberSpans.memberId, segment)));
}
