import { Amounts } from "./amounts";
import type { Scope } from "./periods";
import type { DayStretch } from "./zone-days";

/** One row of the projection `span_days`, without its community. */
export interface SpanDay {
  day: string;
  scope: Scope;
  /** start: for the first time; return: after a gap; end. */
  kind: "start" | "return" | "end";
  reason: string;
  count: number;
}

/** One row of the projection `mrr_days`, without its community. */
export interface MrrDay {
  day: string;
  currency: string;
  productId: string;
  interval: string;
  amountIn: number;
  amountOut: number;
  countIn: number;
  countOut: number;
}

/** Counts beginnings and ends of spans by day. */
export class SpanDays {
  readonly #rows = new Map<string, SpanDay>();

  add(row: Omit<SpanDay, "count">, times = 1): void {
    const key = JSON.stringify([row.scope, row.day, row.kind, row.reason]);
    const known = this.#rows.get(key);
    if (known) known.count += times;
    else this.#rows.set(key, { ...row, count: times });
  }

  rows(): SpanDay[] {
    return [...this.#rows.values()];
  }
}

/** What begins or ceases to be paid each month, and for what. */
export interface ValueEdge {
  day: string;
  direction: "in" | "out";
  currency: string | null;
  productId: string | null;
  interval: string | null;
  monthlyAmount: number | null;
}

/** Adds up monthly value that begins and ends by day, currency and what is paid for. */
export class MrrDays {
  readonly #rows = new Map<string, { key: string[]; in: Amounts; out: Amounts }>();

  add({ day, direction, currency, productId, interval, monthlyAmount }: ValueEdge, times = 1): void {
    const key = [day, currency ?? "", productId ?? "", interval ?? ""];
    const text = JSON.stringify(key);
    const row = this.#rows.get(text) ?? { key, in: new Amounts(), out: new Amounts() };
    row[direction].add(monthlyAmount ?? 0, times);
    this.#rows.set(text, row);
  }

  rows(): MrrDay[] {
    return [...this.#rows.values()].map(({ key, in: begun, out }) => ({
      day: key[0]!,
      currency: key[1]!,
      productId: key[2]!,
      interval: key[3]!,
      amountIn: begun.sum,
      amountOut: out.sum,
      countIn: begun.count,
      countOut: out.count,
    }));
  }
}

/** One row of the projection `happening_days`, without its community. */
export interface HappeningDay {
  day: string;
  currency: string;
  /** monthly: ends of paying of somebody whose last plan was paid by the month; it moves no amount of its own. */
  kind: "new" | "reactivation" | "expansion" | "contraction" | "churn" | "monthly";
  /** 1 with discounts for a time taken off, 0 without. */
  net: number;
  amount: number;
  count: number;
}

/** One edge of a paid period: `change` lies within a stretch of paying, the others at its ends. */
export interface HappeningEdge {
  memberId: string;
  currency: string | null;
  interval: string | null;
  at: Date;
  amount: number;
  kind: "new" | "reactivation" | "change" | "churn";
}

/** What changes by less, in minor units, is the noise of adding fractions. */
const noise = 1e-6;

/** Adds up by day what happens to monthly value; `net` as in the rows. */
export class HappeningDays {
  readonly #rows = new Map<string, { row: Omit<HappeningDay, "amount" | "count">; amounts: Amounts }>();

  /** Takes in all edges of whole days. What changes within a stretch of paying adds up by person and instant first. */
  addAll(edges: readonly HappeningEdge[], net: number, dayOf: (at: Date) => string): void {
    const changes = new Map<string, { edge: HappeningEdge; amounts: Amounts }>();
    const monthly = new Map<string, Date>();
    for (const edge of edges) {
      const { memberId, currency, at, amount, kind } = edge;
      if (kind !== "change") {
        this.#add({ day: dayOf(at), currency: currency ?? "", kind, net }, amount);
        if (kind === "churn" && edge.interval === "month") monthly.set(`${at.getTime()} ${memberId}`, at);
      } else {
        const key = `${at.getTime()} ${currency} ${memberId}`;
        const change = changes.get(key) ?? { edge, amounts: new Amounts() };
        change.amounts.add(amount);
        changes.set(key, change);
      }
    }
    for (const { edge, amounts } of changes.values()) {
      if (Math.abs(amounts.sum) <= noise) continue;
      const kind = amounts.sum > 0 ? "expansion" : "contraction";
      this.#add({ day: dayOf(edge.at), currency: edge.currency ?? "", kind, net }, amounts.sum);
    }
    for (const at of monthly.values()) this.#add({ day: dayOf(at), currency: "", kind: "monthly", net }, 0);
  }

  #add(row: Omit<HappeningDay, "amount" | "count">, amount: number): void {
    const key = `${row.day} ${row.currency} ${row.kind} ${row.net}`;
    const known = this.#rows.get(key) ?? { row, amounts: new Amounts() };
    known.amounts.add(amount);
    this.#rows.set(key, known);
  }

  rows(): HappeningDay[] {
    return [...this.#rows.values()].map(({ row, amounts }) => ({ ...row, amount: amounts.sum, count: amounts.count }));
  }
}

const firstDay = "0001-01-01";
const lastDay = "9999-12-31";

/**
 * These months in order, and the days before and after: a discount may end long after the last period began or ended,
 * and is one stretch then instead of months of nothing.
 */
export function withOpenEnds(months: readonly DayStretch[]): DayStretch[] {
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return [{ first: firstDay, end: lastDay }];
  return [{ first: firstDay, end: first.first }, ...months, { first: last.end, end: lastDay }];
}
