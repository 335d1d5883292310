import { Amounts } from "./amounts";
import type { Scope } from "./periods";

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
