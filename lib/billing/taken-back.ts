import type { Books } from "./books";
import type { DisputeFact, RefundFact } from "./facts";
import type { CatalogPrice } from "./types";

/** Money that Stripe says was given back in full: when, and whether access ends with it. */
export interface FullRefund {
  at: Date;
  ends: boolean;
}

/** A payment that is disputed: no access from when on, and until when if it was won. */
export interface Suspension {
  from: Date;
  until: Date | null;
  /** The money is gone for good. */
  isLost: boolean;
}

/** What counts as given back: also what is on its way, and not what a bank sent back to us. */
export const isGivenBack = ({ state }: RefundFact) => state !== "failed";

export const sumOfRefunds = (refunds: readonly RefundFact[]) =>
  refunds.filter(isGivenBack).reduce((sum, { amount }) => sum + amount, 0);

/** Null while less than `amount` was given back. Access ends when one of the refunds was meant to end it. */
export function fullRefund(
  amount: number,
  refunds: readonly RefundFact[],
  price: CatalogPrice,
  { endsAccess }: Books,
): FullRefund | null {
  const given = refunds.filter(isGivenBack);
  if (amount <= 0 || sumOfRefunds(given) < amount) return null;
  const ends = ({ id, metadata }: RefundFact) =>
    endsAccess.get(id) ?? endsAccess.get(metadata.refundId ?? "") ?? price.accessAfterRefund === "ends";
  return { at: new Date(Math.max(...given.map(({ at }) => at.getTime()))), ends: given.some(ends) };
}

const open: ReadonlySet<string> = new Set(["needs_response", "under_review"]);

/** True for a dispute that took the money: an inquiry or an early warning takes none. */
export const tookMoney = ({ state }: Pick<DisputeFact, "state">) =>
  open.has(state) || state === "lost" || state === "won";

export const isOpen = ({ state }: Pick<DisputeFact, "state">) => open.has(state);

/** When the money of a won dispute came back; null while it has not. Stripe says so by a movement alone. */
export function wonAt({ state, openedAt, movements }: DisputeFact): Date | null {
  if (state !== "won") return null;
  const back = movements.filter(({ amount }) => amount > 0).map(({ at }) => at.getTime());
  return back.length > 0 ? new Date(Math.max(...back)) : openedAt;
}

/** The times without access that disputes bring. */
export function suspensions(disputes: readonly DisputeFact[]): Suspension[] {
  return disputes
    .filter(tookMoney)
    .map((dispute) => ({ from: dispute.openedAt, until: wonAt(dispute), isLost: dispute.state === "lost" }))
    .filter(({ from, until }) => until === null || from < until)
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}
