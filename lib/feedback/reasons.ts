import { cancelReasons } from "@/lib/billing/types";
import { monthOf } from "@/lib/platform/calendar";

/** A click on "cancel", from the journal, with what was undone later and what it was worth by the month. */
export interface Cancellation {
  key: string;
  at: Date;
  /** One of Stripe's reasons; `none` when nothing was chosen. */
  reason: string;
  memberId: string | null;
  subscriptionId: string;
  /** Kept after all: a `subscription.resumed` of the same subscription came before the next cancellation. */
  undone: boolean;
  /** Monthly value behind it in minor units; null when nothing was paid yet (a trial). */
  monthly: number | null;
  currency: string | null;
}

/** An end of paying, from the journal. */
export interface PayingEnd {
  key: string;
  at: Date;
  kind: EndKind;
  reason: string;
  memberId: string | null;
}

/** The reasons in the order in which they are shown; one nobody chose comes last. */
export const reasonOrder = [...cancelReasons, "none"] as const;
export type Reason = (typeof reasonOrder)[number];

/** A reason as it is shown: what Stripe may add to its list one day counts as "other". */
export function reasonOf(written: unknown): Reason {
  if (written === null || written === undefined || written === "") return "none";
  return reasonOrder.find((known) => known === written) ?? "other";
}

/** How paying ended: by the member's choice, against it, or neither (a pause, something written otherwise). */
export const endKinds = ["chosen", "failed", "disputed", "refunded", "paused", "other"] as const;
export type EndKind = (typeof endKinds)[number];
/** The ends nobody chose: the money did not arrive. */
export const involuntary: readonly EndKind[] = ["failed", "disputed"];

/** What was given back of a subscription around the time it ended. */
export type MoneyBack = "refund" | "dispute" | null;

/**
 * What an end of paying was. Stripe says `cancellation_requested` also when it is we who cancel, after a full refund or
 * a lost dispute: then the money went back at the same time, and nobody had clicked before (`clicked` false).
 */
export function endKindOf(reason: unknown, { clicked, back }: { clicked: boolean; back: MoneyBack }): EndKind {
  if (reason === "payment_failed") return "failed";
  if (reason === "payment_disputed") return "disputed";
  if (reason === "paused") return "paused";
  if (back !== null && !clicked) return back === "dispute" ? "disputed" : "refunded";
  return reason === "cancellation_requested" ? "chosen" : "other";
}

export interface ReasonMonth {
  month: string;
  total: number;
  /** Of them, kept after all. */
  undone: number;
  byReason: Record<Reason, number>;
  ends: Record<EndKind, number>;
}

export interface ReasonShare {
  reason: Reason;
  count: number;
  undone: number;
  /** Of all cancellations in the time. */
  share: number | null;
  /** Monthly value behind those that were not undone, in the community's currency. */
  monthly: number;
}

export interface ReasonReport {
  months: ReasonMonth[];
  reasons: ReasonShare[];
  total: number;
  undone: number;
  /** Cancellations in other currencies than the community's: their value is not in `monthly`. */
  otherCurrencies: number;
  ends: Record<EndKind, number>;
}

/** The report of some months: every cancellation is in exactly one cell of month × reason, undone ones too. */
export function reportOf(
  { cancellations, ends }: { cancellations: readonly Cancellation[]; ends: readonly PayingEnd[] },
  { months, zone, currency }: { months: readonly string[]; zone: string; currency: string },
): ReasonReport {
  const rows = new Map(months.map((month) => [month, emptyMonth(month)]));
  const reasons = new Map(reasonOrder.map((reason) => [reason, { reason, count: 0, undone: 0, monthly: 0 }]));
  let [total, undone, otherCurrencies] = [0, 0, 0];
  for (const one of cancellations) {
    const row = rows.get(monthOf(one.at, zone));
    if (!row) continue;
    const reason = reasonOf(one.reason);
    const sum = reasons.get(reason)!;
    total++;
    row.total++;
    row.byReason[reason]++;
    sum.count++;
    if (one.undone) {
      undone++;
      row.undone++;
      sum.undone++;
    } else if (one.currency === currency) sum.monthly += one.monthly ?? 0;
    else if (one.currency !== null) otherCurrencies++;
  }
  const allEnds = emptyEnds();
  for (const { at, kind } of ends) {
    const row = rows.get(monthOf(at, zone));
    if (!row) continue;
    row.ends[kind]++;
    allEnds[kind]++;
  }
  return {
    months: [...rows.values()],
    reasons: [...reasons.values()].map((sum) => ({ ...sum, share: total > 0 ? sum.count / total : null })),
    total,
    undone,
    otherCurrencies,
    ends: allEnds,
  };
}

const emptyEnds = () => Object.fromEntries(endKinds.map((kind) => [kind, 0])) as Record<EndKind, number>;

const emptyMonth = (month: string): ReasonMonth => ({
  month,
  total: 0,
  undone: 0,
  byReason: Object.fromEntries(reasonOrder.map((reason) => [reason, 0])) as Record<Reason, number>,
  ends: emptyEnds(),
});

/** What a drawing of the reasons can show apart: the three most given, the others together, and none given. */
export function drawnReasons(report: Pick<ReasonReport, "reasons">): Reason[] {
  return report.reasons
    .filter(({ reason, count }) => reason !== "none" && reason !== "other" && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ reason }) => reason);
}
