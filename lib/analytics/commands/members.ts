import "server-only";
import { and, eq, gt, inArray, lte } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { memberPeriods, memberSpans } from "@/db/schema/analytics";
import { type ProjectedPeriod, periodsOf, type Scope } from "../periods";
import { inBatches, type Projecting } from "../projecting";
import { listMembersAfter, listPeriodEntries } from "../queries/journal-streams";
import { listStoredPeriods, listStoredSpans } from "../queries/projections";
import { type ProjectedSpan, spansOf } from "../spans";

const membersPerBatch = 200;
const membersPerBlock = 1000;
const rowsPerInsert = 500;

/** What follows from changed periods: days, cohorts and months that must be counted anew. */
export interface MemberChanges {
  members: number;
  /** Days on which spans, monthly value or a discount of it began or ended, before or now. */
  days: Set<string>;
  /** The earliest instant from which on monthly value differs; null when it does not. */
  valueSince: Date | null;
  /** Cohorts that somebody entered or left. */
  cohorts: { scope: Scope; unit: "month" | "week"; cohort: number }[];
}

/** Computes the periods and spans of these members anew from the journal, and tells what that changed. */
export async function projectMembers(
  tx: Tx,
  projecting: Projecting,
  memberIds: readonly string[],
): Promise<MemberChanges> {
  const changes = new Changes(projecting);
  for (const batch of inBatches(memberIds, membersPerBatch)) {
    const before = {
      periods: await listStoredPeriods(projecting, batch),
      spans: await listStoredSpans(projecting, batch),
    };
    const after = await computeMembers(projecting, batch);
    changes.compare(before, after);
    const among = idList(batch);
    for (const table of [memberPeriods, memberSpans]) {
      await tx.delete(table).where(and(eq(table.communityId, projecting.communityId), amongIds(table.memberId, among)));
    }
    await insertMembers(tx, projecting, after);
  }
  return changes.found(memberIds.length);
}

/**
 * Computes the block of members that follows `last` anew, and removes whoever stands between them without a trace in
 * the journal. Returns the last one's id, or null when `last` was the end.
 */
export async function rebuildMembers(tx: Tx, projecting: Projecting, last: string): Promise<string | null> {
  const memberIds = await listMembersAfter(projecting, last, membersPerBlock);
  const end = memberIds.length === membersPerBlock ? memberIds.at(-1)! : null;
  for (const table of [memberPeriods, memberSpans]) {
    const upTo = end === null ? undefined : lte(table.memberId, end);
    await tx.delete(table).where(and(ofScopes(table, projecting), gt(table.memberId, last), upTo));
  }
  for (const batch of inBatches(memberIds, membersPerBatch)) {
    await insertMembers(tx, projecting, await computeMembers(projecting, batch));
  }
  return end;
}

/** The scope comes before the member in the key of spans: with it SQLite finds the few instead of walking all. */
const ofScopes = (table: typeof memberPeriods | typeof memberSpans, { communityId }: Projecting) =>
  and(eq(table.communityId, communityId), inArray(table.scope, ["member", "paying"]));

interface MemberRows {
  periods: ProjectedPeriod[];
  spans: ProjectedSpan[];
}

/** What the journal makes of these members, members in order. */
export async function computeMembers(projecting: Projecting, memberIds: readonly string[]): Promise<MemberRows> {
  const entries = await listPeriodEntries(projecting, memberIds);
  const byMember = [...entries.keys()].sort().map((memberId) => periodsOf(entries.get(memberId)!));
  return { periods: byMember.flat(), spans: byMember.flatMap((periods) => spansOf(periods, projecting.dayAt)) };
}

async function insertMembers(tx: Tx, { communityId }: Projecting, { periods, spans }: MemberRows): Promise<void> {
  for (const rows of inBatches(periods, rowsPerInsert)) {
    await tx.insert(memberPeriods).values(rows.map((row) => ({ communityId, ...row })));
  }
  for (const rows of inBatches(spans, rowsPerInsert)) {
    await tx.insert(memberSpans).values(rows.map((row) => ({ communityId, ...row })));
  }
}

/** Gathers what differs between the rows that stood there and those that the journal makes. */
class Changes {
  readonly #projecting: Projecting;
  readonly #days = new Set<string>();
  readonly #cohorts = new Map<string, MemberChanges["cohorts"][number]>();
  #valueSince = Number.POSITIVE_INFINITY;

  constructor(projecting: Projecting) {
    this.#projecting = projecting;
  }

  compare(before: MemberRows, after: MemberRows): void {
    const values = differing(before.periods.flatMap(valueEdges), after.periods.flatMap(valueEdges));
    const spans = differing(before.spans.flatMap(spanEdges), after.spans.flatMap(spanEdges));
    const discounts = differing(before.periods.flatMap(discountEdges), after.periods.flatMap(discountEdges));
    for (const { at } of [...values, ...spans, ...discounts]) this.#days.add(this.#projecting.dayAt(at).name);
    for (const { at } of values) this.#valueSince = Math.min(this.#valueSince, at.getTime());
    for (const { cohort } of differing(before.spans.flatMap(firstUnits), after.spans.flatMap(firstUnits))) {
      this.#cohorts.set(JSON.stringify(cohort), cohort);
    }
  }

  found(members: number): MemberChanges {
    const valueSince = Number.isFinite(this.#valueSince) ? new Date(this.#valueSince) : null;
    return { members, days: this.#days, valueSince, cohorts: [...this.#cohorts.values()] };
  }
}

/** What stands on one side only, told apart by `key`. */
function differing<Item extends { key: string }>(before: readonly Item[], after: readonly Item[]): Item[] {
  const [old, fresh] = [new Set(before.map(({ key }) => key)), new Set(after.map(({ key }) => key))];
  return [...before.filter(({ key }) => !fresh.has(key)), ...after.filter(({ key }) => !old.has(key))];
}

function valueEdges(period: ProjectedPeriod): { key: string; at: Date }[] {
  if (period.scope !== "paying") return [];
  const { memberId, sourceId, monthlyAmount, currency, productId, interval, startsAt, endsAt } = period;
  const edge = (kind: string, at: Date) => ({
    key: JSON.stringify([kind, at, memberId, sourceId, monthlyAmount, currency, productId, interval]),
    at,
  });
  return [edge("in", startsAt), ...(endsAt ? [edge("out", endsAt)] : [])];
}

/** The instants at which a discount for a time makes a period worth another amount. */
function discountEdges({ memberId, sourceId, startsAt, endsAt, currency, ...terms }: ProjectedPeriod) {
  const { discountMonthly, discountEndsAt } = terms;
  if (discountEndsAt === null) return [];
  const period = [memberId, sourceId, startsAt, endsAt, currency, discountMonthly, discountEndsAt];
  return [startsAt, endsAt, discountEndsAt]
    .filter((at) => at !== null)
    .map((at) => ({ key: JSON.stringify([at, ...period]), at }));
}

function spanEdges({ scope, memberId, startsAt, endsAt, ordinal, endReason }: ProjectedSpan) {
  const start = { key: JSON.stringify([scope, memberId, startsAt, ordinal === 0]), at: startsAt };
  return endsAt ? [start, { key: JSON.stringify([scope, memberId, endsAt, endReason, "end"]), at: endsAt }] : [start];
}

function firstUnits({ scope, memberId, ordinal, cohortMonth, cohortWeek }: ProjectedSpan) {
  if (ordinal !== 0) return [];
  return (["month", "week"] as const).map((unit) => {
    const cohort = unit === "month" ? cohortMonth : cohortWeek;
    return { key: JSON.stringify([scope, memberId, unit, cohort]), cohort: { scope, unit, cohort } };
  });
}
