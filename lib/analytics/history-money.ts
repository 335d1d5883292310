import type { CalendarUnit } from "@/lib/platform/calendar";
import type { People } from "./day-pack";
import { type HappeningDay, HappeningDays, type HappeningEdge } from "./edge-days";
import type { MrrEdges } from "./growth";
import { type Histories, type PeriodColumns, type SpanColumns, scopes } from "./histories";
import { positionOf } from "./instants";
import { eachPerson, isAmong } from "./people-packs";
import { type RenewalGroup, renewalsOf, type TermRun, termMs } from "./renewals";
import type { MovementSum, PlanMrr } from "./revenue";

/** What is counted of paid periods and charges: one walk over all histories for each question, of everybody or of some. */

/** What changes by less, in minor units, is the noise of adding fractions. */
const noise = 1e-6;

/** A stretch of time (from, to]. */
interface Stretch {
  from: Date;
  to: Date;
}

/** No monthly amount counts as nothing. */
const worth = (amount: number): number => (Number.isNaN(amount) ? 0 : amount);

/**
 * Movements in one currency between each of the moments, which ascend, and the next: what each member pays at both,
 * compared.
 */
export function sumMovements(
  histories: Histories,
  moments: readonly Date[],
  currency: string,
  people: People | null,
): MovementSum[][] {
  const times = moments.map((moment) => moment.getTime());
  const sums = moments.slice(1).map(() => new Map<MovementSum["kind"], MovementSum>());
  const asked = histories.placeOf(currency);
  const values = new Float64Array(times.length);
  for (const { periods } of histories.packs()) {
    const { startsAt, endsAt, monthlyAmount } = periods;
    eachPerson(periods.number, people, (first, end) => {
      values.fill(0);
      let firstPaid = Number.POSITIVE_INFINITY;
      for (let i = first; i < end; i++) {
        if (periods.currency[i] !== asked) continue;
        const amount = worth(monthlyAmount[i]!);
        const over = positionOf(times, endsAt[i]!);
        for (let k = positionOf(times, startsAt[i]!); k < over; k++) values[k]! += amount;
        // Rows come in order of their start.
        if (amount > 0 && startsAt[i]! < firstPaid) firstPaid = startsAt[i]!;
      }
      for (const [k, own] of sums.entries()) {
        const [was, is] = [values[k]!, values[k + 1]!];
        if (was === is) continue;
        const kind = kindOfMovement(was, is, firstPaid <= times[k]!);
        if (!kind) continue;
        const sum = own.get(kind) ?? { currency, kind, amount: 0, count: 0 };
        sum.amount += is - was;
        sum.count += 1;
        own.set(kind, sum);
      }
    });
  }
  return sums.map((own) => [...own.values()]);
}

function kindOfMovement(was: number, is: number, hasPaid: boolean): MovementSum["kind"] | null {
  if (was < noise) return is < noise ? null : hasPaid ? "reactivation" : "new";
  if (is < noise) return "churn";
  if (is > was + noise) return "expansion";
  return is < was - noise ? "contraction" : null;
}

/** What changed MRR within a stretch, happening by happening, added up by currency and kind (`HappeningDays`). */
export function sumHappenings(
  histories: Histories,
  stretch: Stretch,
  net: boolean,
  people: People | null,
): Pick<HappeningDay, "currency" | "kind" | "amount" | "count">[] {
  const sums = new HappeningDays();
  // One day without a name: the stretch is added up as a whole.
  sums.addAll(listEdges(histories, stretch, net, people), net ? 1 : 0, () => "");
  return sums.rows().map(({ currency, kind, amount, count }) => ({ currency, kind, amount, count }));
}

/** Every edge of a paid period in the stretch. With `net` a discount for a time lowers the value until it ends. */
function listEdges(histories: Histories, stretch: Stretch, net: boolean, people: People | null): HappeningEdge[] {
  const [since, until] = [stretch.from.getTime(), stretch.to.getTime()];
  const isWithin = (at: number) => at > since && at <= until;
  const edges: HappeningEdge[] = [];
  for (const { spans, periods } of histories.packs()) {
    const edgesOfSpans = payingEdges(spans);
    const { startsAt, endsAt, discountEndsAt } = periods;
    for (let i = 0; i < startsAt.length; i++) {
      const number = periods.number[i]!;
      if (!isAmong(people, number)) continue;
      const [start, end, discountEnd] = [startsAt[i]!, endsAt[i]!, discountEndsAt[i]!];
      const amount = worth(periods.monthlyAmount[i]!);
      const discount = net && discountEnd !== Number.POSITIVE_INFINITY ? worth(periods.discountMonthly[i]!) : 0;
      const add = (at: number, value: number, kind: HappeningEdge["kind"]) =>
        edges.push({
          memberId: String(number),
          currency: histories.texts[periods.currency[i]!] ?? null,
          interval: histories.texts[periods.interval[i]!] ?? null,
          at: new Date(at),
          amount: value,
          kind,
        });
      if (isWithin(start)) {
        const kind = edgesOfSpans.starts(number, start) ?? "change";
        add(start, amount - (discountEnd > start ? discount : 0), kind);
      }
      if (isWithin(end)) {
        const kind = edgesOfSpans.ends(number, end) ? "churn" : "change";
        add(end, -(amount - (discountEnd >= end ? discount : 0)), kind);
      }
      if (net && isWithin(discountEnd) && discountEnd > start && discountEnd < end)
        add(discountEnd, discount, "change");
    }
  }
  return edges;
}

/** When paying began, began again and ended, person by person, of one pack. */
function payingEdges({ number, scope, startsAt, endsAt, ordinal }: SpanColumns) {
  const paying = scopes.indexOf("paying");
  const rowsOf = new Map<number, [number, number]>();
  eachPerson(number, null, (first, end, person) => rowsOf.set(person, [first, end]));
  const find = (person: number, is: (i: number) => boolean): number | null => {
    const [first, end] = rowsOf.get(person) ?? [0, 0];
    for (let i = first; i < end; i++) if (scope[i] === paying && is(i)) return i;
    return null;
  };
  return {
    starts: (person: number, at: number): "new" | "reactivation" | null => {
      const found = find(person, (i) => startsAt[i] === at);
      return found === null ? null : ordinal[found] === 0 ? "new" : "reactivation";
    },
    ends: (person: number, at: number): boolean => find(person, (i) => endsAt[i] === at) !== null,
  };
}

/** What runs at `t`, by what it is paid for, currency and interval. */
export function sumPlans(histories: Histories, t: Date, people: People | null): PlanMrr[] {
  const at = t.getTime();
  const plans = new Map<number, PlanMrr>();
  const size = histories.texts.length;
  const { texts } = histories;
  for (const { periods } of histories.packs()) {
    const { startsAt, endsAt, currency, productId, interval } = periods;
    for (let i = 0; i < startsAt.length; i++) {
      if (!(startsAt[i]! <= at && endsAt[i]! > at) || !isAmong(people, periods.number[i]!)) continue;
      const key = (currency[i]! * size + productId[i]!) * size + interval[i]!;
      let plan = plans.get(key);
      if (!plan) {
        plan = {
          currency: texts[currency[i]!] ?? "",
          productId: texts[productId[i]!] ?? "",
          interval: texts[interval[i]!] ?? "",
          amount: 0,
          subscriptions: 0,
        };
        plans.set(key, plan);
      }
      plan.amount += worth(periods.monthlyAmount[i]!);
      plan.subscriptions += 1;
    }
  }
  return [...plans.values()];
}

/** What discounts for a time take off the monthly value at `t`, by currency. */
export function sumDiscounts(histories: Histories, t: Date, people: People | null): Map<string, number> {
  const at = t.getTime();
  const sums = new Map<string, number>();
  for (const { periods } of histories.packs()) {
    const { startsAt, endsAt, discountEndsAt } = periods;
    for (let i = 0; i < startsAt.length; i++) {
      if (discountEndsAt[i] === Number.POSITIVE_INFINITY || discountEndsAt[i]! <= at) continue;
      if (!(startsAt[i]! <= at && endsAt[i]! > at) || !isAmong(people, periods.number[i]!)) continue;
      const currency = histories.texts[periods.currency[i]!] ?? "";
      sums.set(currency, (sums.get(currency) ?? 0) + worth(periods.discountMonthly[i]!));
    }
  }
  return sums;
}

/** MRR at the first moment (bucket 0), and what it gained and lost up to each of the others. */
export function sumMrrEdges(histories: Histories, moments: readonly Date[], people: People | null): MrrEdges[] {
  const times = moments.map((moment) => moment.getTime());
  const changes = new Map<string, MrrEdges>();
  for (const { periods } of histories.packs()) {
    const { startsAt, endsAt } = periods;
    for (let i = 0; i < startsAt.length; i++) {
      if (!isAmong(people, periods.number[i]!)) continue;
      const [begun, over] = [positionOf(times, startsAt[i]!), positionOf(times, endsAt[i]!)];
      if (begun === over) continue;
      const amount = worth(periods.monthlyAmount[i]!);
      const currency = histories.texts[periods.currency[i]!] ?? "";
      for (const [bucket, change] of [
        [begun, amount],
        [over, -amount],
      ] as const) {
        if (bucket === times.length) continue;
        const key = `${bucket} ${currency}`;
        const known = changes.get(key);
        if (known) known.change += change;
        else changes.set(key, { bucket, currency, change });
      }
    }
  }
  return [...changes.values()];
}

/**
 * Terms that came due and were renewed (`renewalsOf`), by cohort. Cohorts are of paying, from number `first` on; people
 * are who is among them.
 */
export function groupRenewals(
  histories: Histories,
  people: People | null,
  { unit, first, asOf }: { unit: CalendarUnit; first: number; asOf: Date },
): RenewalGroup[] {
  const terms = new Map(Object.keys(termMs).map((interval) => [histories.placeOf(interval), interval]));
  const changed = histories.placeOf("changed");
  const groups = new Map<string, RenewalGroup>();
  for (const { spans, periods } of histories.packs()) {
    const cohortOf = payingCohorts(spans, unit);
    eachPerson(periods.number, people, (from, end, number) => {
      const cohort = cohortOf.get(number);
      if (cohort === undefined || cohort < first) return;
      for (const run of termRunsOf(periods, { from, end, asOf: asOf.getTime() }, terms, changed)) {
        const { due, renewed } = renewalsOf(run, asOf);
        const key = `${cohort} ${due} ${renewed}`;
        const group = groups.get(key);
        if (group) group.count += 1;
        else groups.set(key, { cohort, due, renewed, count: 1 });
      }
    });
  }
  return [...groups.values()];
}

/** The unit in which each person first paid, of one pack. */
function payingCohorts({ number, scope, ordinal, cohortMonth, cohortWeek }: SpanColumns, unit: CalendarUnit) {
  const paying = scopes.indexOf("paying");
  const cohorts = new Map<number, number>();
  for (let i = 0; i < number.length; i++) {
    if (scope[i] === paying && ordinal[i] === 0) {
      cohorts.set(number[i]!, (unit === "month" ? cohortMonth : cohortWeek)[i]!);
    }
  }
  return cohorts;
}

interface OpenRun extends TermRun {
  source: number;
}

/** `termRuns` of the rows [from, end), which are one person's. */
function termRunsOf(
  { startsAt, endsAt, source, interval, endReason }: PeriodColumns,
  { from, end, asOf }: { from: number; end: number; asOf: number },
  terms: ReadonlyMap<number, string>,
  changed: number,
): OpenRun[] {
  const runs: OpenRun[] = [];
  for (let i = from; i < end && startsAt[i]! <= asOf; i++) {
    const term = terms.get(interval[i]!);
    if (term === undefined) continue;
    const isOver = endsAt[i]! <= asOf;
    const run = runs.find((one) => one.source === source[i] && one.interval === term);
    if (!run) {
      runs.push({
        memberId: "",
        source: source[i]!,
        interval: term,
        startsAt: new Date(startsAt[i]!),
        endsAt: isOver ? new Date(endsAt[i]!) : null,
        switched: !isOver || endReason[i] === changed,
      });
      continue;
    }
    // Rows come in order of their start: the first one began the run.
    if (!isOver) run.endsAt = null;
    else if (run.endsAt !== null && endsAt[i]! > run.endsAt.getTime()) run.endsAt = new Date(endsAt[i]!);
    if (isOver && endReason[i] !== changed) run.switched = false;
  }
  return runs;
}

/** How many were first charged in a currency before `to`. */
export function countCharged(histories: Histories, currency: string, to: Date, people: People | null): number {
  const asked = histories.placeOf(currency);
  let charged = 0;
  for (const { charges } of histories.packs()) {
    const { at, number } = charges;
    for (let i = 0; i < number.length; i++) {
      if (charges.currency[i] === asked && at[i]! < to.getTime() && isAmong(people, number[i]!)) charged += 1;
    }
  }
  return charged;
}
