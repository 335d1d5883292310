import "server-only";
import { and, gt, isNotNull, lte, type SQL, sql } from "drizzle-orm";
import { memberSpans } from "@/db/schema/analytics";
import { comingsBetween, countOn, type SpanEdges, timelineOf } from "../edges";
import { listSpanEdges, listStaying } from "./edges";
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

export async function countPayingMembers({ communityId, from, to, segment }: Window): Promise<PayingCounts> {
  const [edges, [staying]] = await Promise.all([
    listSpanEdges(communityId, [from, to], segment),
    listStaying(communityId, "paying", [{ from, to }], segment),
  ]);
  const timeline = timelineOf([from, to], edges, "paying");
  const within = edges.filter(({ scope, bucket }) => scope === "paying" && bucket === 1);
  const countOf = (kind: SpanEdges["kind"]) =>
    within.filter((edge) => edge.kind === kind).reduce((sum, { count }) => sum + count, 0);
  return {
    from: countOn(timeline, from),
    to: countOn(timeline, to),
    lost: staying!.lost - staying!.back,
    ended: countOf("end"),
    firstStarts: countOf("start"),
  };
}

/** Ends of paying in (from, to]. */
export async function countLosses({ communityId, from, to, segment }: Window): Promise<number> {
  const timeline = timelineOf([from, to], await listSpanEdges(communityId, [from, to], segment), "paying");
  return comingsBetween(timeline, from, to).left;
}
