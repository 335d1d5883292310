import { startOfUnit } from "@/lib/platform/calendar";
import { Amounts } from "./amounts";
import { positionOf } from "./instants";

/** start + new + reactivation + expansion + contraction + churn = end, in every month and currency. */
export const movementKinds = ["start", "new", "reactivation", "expansion", "contraction", "churn", "end"] as const;
export type MovementKind = (typeof movementKinds)[number];

/** One row of the projection `movement_months`, without its community. Losses are negative. */
export interface MovementMonth {
  month: number;
  currency: string;
  kind: MovementKind;
  amount: number;
  /** How many members moved so; at start and end, how many paid anything. */
  count: number;
}

/** A paid period as movements see it. */
export interface PaidStretch {
  startsAt: Date;
  endsAt: Date | null;
  monthlyAmount: number | null;
  currency: string | null;
}

/**
 * Movements of MRR, month by month: each member's MRR at the month's start and at its end, compared. What came and
 * went in between moved nothing. Currencies are apart: who paid in another one before is new in this.
 */
export class MovementMonths {
  readonly #first: number;
  /** The starts of all months from the first on, and the end of the last. */
  readonly #edges: number[];
  readonly #tallies = new Map<string, { month: number; currency: string; kind: MovementKind; amounts: Amounts }>();

  /** For the months from number `first` up to `last` inclusive. */
  constructor(first: number, last: number, zone: string) {
    this.#first = first;
    const months = Math.max(last - first + 1, 0);
    this.#edges = Array.from({ length: months + 1 }, (_, i) => startOfUnit(first + i, "month", zone).getTime());
  }

  /** Takes in one member's paid periods, in order of their start (and of their source, when several start at once). */
  addMember(periods: readonly PaidStretch[]): void {
    for (const [currency, own] of Map.groupBy(periods, (period) => period.currency ?? "")) {
      this.#addInCurrency(currency, own);
    }
  }

  #addInCurrency(currency: string, periods: readonly PaidStretch[]): void {
    const edges = this.#edges;
    const values = edges.map(() => 0);
    for (const { startsAt, endsAt, monthlyAmount } of periods) {
      const end = endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
      for (let i = positionOf(edges, startsAt.getTime()); i < edges.length && edges[i]! < end; i++) {
        values[i]! += monthlyAmount ?? 0;
      }
    }
    const paid = periods.filter(({ monthlyAmount }) => (monthlyAmount ?? 0) > 0);
    const paidSince = Math.min(...paid.map(({ startsAt }) => startsAt.getTime()));
    for (let i = 0; i + 1 < edges.length; i++) {
      const [was, is] = [values[i]!, values[i + 1]!];
      if (was === 0 && is === 0) continue;
      if (was !== 0) this.#add(i, currency, "start", was);
      if (is !== 0) this.#add(i, currency, "end", is);
      if (was === 0) this.#add(i, currency, paidSince <= edges[i]! ? "reactivation" : "new", is);
      else if (is === 0) this.#add(i, currency, "churn", -was);
      else if (is !== was) this.#add(i, currency, is > was ? "expansion" : "contraction", is - was);
    }
  }

  #add(index: number, currency: string, kind: MovementKind, amount: number): void {
    const month = this.#first + index;
    const key = `${month} ${kind} ${currency}`;
    const tally = this.#tallies.get(key) ?? { month, currency, kind, amounts: new Amounts() };
    tally.amounts.add(amount);
    this.#tallies.set(key, tally);
  }

  rows(): MovementMonth[] {
    return [...this.#tallies.values()].map(({ amounts, ...row }) => ({
      ...row,
      amount: amounts.sum,
      count: amounts.count,
    }));
  }
}
