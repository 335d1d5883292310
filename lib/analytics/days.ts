import type { Verb } from "@/lib/journal/types";
import { interactionOf, interactionVerbs } from "./activity";

/** Every change of what has arrived. A dispute takes money back as a refund does; winning it gives it back. */
export const moneyVerbs = [
  "payment.charged",
  "payment.refunded",
  "payment.refund_failed",
  "payment.disputed",
  "payment.dispute_won",
] as const satisfies Verb[];

/** Verbs that count towards a day. */
export const dayVerbs = [...interactionVerbs, ...moneyVerbs];

/** What a journal entry must tell to be counted on its day. */
export interface DayEntry {
  at: Date;
  verb: string;
  memberId: string | null;
  amount: number | null;
  currency: string | null;
  detail: Record<string, string | number | boolean | null>;
}

/** The rows of one day in the projections `activity_days` and `money_days`, without their community. */
export interface ProjectedDay {
  day: string;
  activity: { day: string; memberId: string; kind: string; count: number }[];
  money: { day: string; currency: string; kind: string; productKind: string; amount: number; count: number }[];
}

/** What the entries of one day add up to; rows are sorted by their key. */
export function summariseDay(day: string, entries: readonly DayEntry[]): ProjectedDay {
  const activity = new Map<string, ProjectedDay["activity"][number]>();
  const money = new Map<string, ProjectedDay["money"][number]>();
  for (const entry of entries) {
    const kind = interactionOf(entry);
    if (kind && entry.memberId) {
      const { memberId } = entry;
      countIn(activity, [memberId, kind], () => ({ day, memberId, kind, count: 0 }));
    } else if (entry.currency && entry.amount !== null && !kind) {
      const { currency, amount } = entry;
      const moneyKind = entry.verb === "payment.charged" ? "charge" : "refund";
      const productKind = String(entry.detail.productKind ?? "");
      const fresh = () => ({ day, currency, kind: moneyKind, productKind, amount: 0, count: 0 });
      countIn(money, [currency, moneyKind, productKind], fresh).amount += amount;
    }
  }
  return { day, activity: byKey(activity), money: byKey(money) };
}

function countIn<Row extends { count: number }>(rows: Map<string, Row>, key: string[], fresh: () => Row): Row {
  const text = JSON.stringify(key);
  const row = rows.get(text) ?? fresh();
  row.count += 1;
  rows.set(text, row);
  return row;
}

function byKey<Row>(rows: Map<string, Row>): Row[] {
  return [...rows.keys()].sort().map((key) => rows.get(key)!);
}
