import type { WantedGrant } from "@/lib/access/commands";
import { type Stretch, without } from "./billing-period";

/** A pass, a one-off, a bundle or a redeemed gift: paid in advance for a time, or for good (no term). */
export interface PrepaidPurchase {
  source: "order" | "gift";
  sourceId: string;
  benefitIds: string[];
  takenAt: Date;
  termDays: number | null;
  termUntil: Date | null;
  /** The moment of the refund that made it full, when access ends with one. */
  closedAt: Date | null;
  /** When the payment was disputed; access rests from then on. */
  disputedAt: Date | null;
  /** When the dispute was won and the money came back; null while it is open. A lost one is `isLost`. */
  restoredAt?: Date | null;
  isLost?: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Stands for "for good" while times are compared. */
const forGood = new Date(8.64e15);

/**
 * The grants of each purchase, by `source:sourceId`. Passes of one set of benefits follow one another in the order they
 * were taken: each begins when it is taken or when the one before it ends, and lasts its days in full. What is for good,
 * or until a fixed date, begins at once. A pass that is given back ends then, and those behind it move up; one that had
 * not begun vanishes. A disputed one rests without moving anything, until it is won (it goes on) or lost (it has ended).
 */
export function prepaidGrants(purchases: readonly PrepaidPurchase[]): Map<string, WantedGrant[]> {
  const ends = new Map<string, Date>();
  const inOrder = [...purchases].sort(
    (a, b) => a.takenAt.getTime() - b.takenAt.getTime() || (a.sourceId < b.sourceId ? -1 : 1),
  );
  const wanted = new Map<string, WantedGrant[]>();
  for (const purchase of inOrder) {
    const set = [...purchase.benefitIds].sort().join(" ");
    const placed = place(purchase, ends.get(set) ?? null);
    wanted.set(`${purchase.source}:${purchase.sourceId}`, placed ? grantsOf(purchase, placed) : []);
    if (placed && placed.to < forGood) ends.set(set, later(ends.get(set), placed.to));
  }
  return wanted;
}

const later = (a: Date | undefined, b: Date) => (a && a > b ? a : b);

/** When a purchase runs, behind what ends at `previousEnd`; null when it was closed before it began. */
function place(purchase: PrepaidPurchase, previousEnd: Date | null): Stretch | null {
  const { takenAt, termDays, termUntil } = purchase;
  const from = termDays !== null && previousEnd && previousEnd > takenAt ? previousEnd : takenAt;
  const full = termUntil ?? (termDays === null ? forGood : new Date(from.getTime() + termDays * dayMs));
  const closing = closingOf(purchase);
  const to = closing && closing < full ? closing : full;
  return from < to ? { from, to } : null;
}

function closingOf({ closedAt, disputedAt, isLost }: PrepaidPurchase): Date | null {
  const lostAt = isLost ? disputedAt : null;
  if (closedAt && lostAt) return closedAt < lostAt ? closedAt : lostAt;
  return closedAt ?? lostAt;
}

function grantsOf(purchase: PrepaidPurchase, placed: Stretch): WantedGrant[] {
  const { disputedAt, restoredAt = null, isLost = false, benefitIds } = purchase;
  const rests = disputedAt !== null && !isLost;
  const stretches = rests ? without([placed], disputedAt, restoredAt) : [placed];
  return stretches.flatMap(({ from, to }) => {
    const endsAt = to < forGood ? to : null;
    const isDisputed = disputedAt?.getTime() === to.getTime();
    const sourceNote = isDisputed
      ? ("disputed" as const)
      : to.getTime() === purchase.closedAt?.getTime()
        ? ("refunded" as const)
        : null;
    // What rests is still paid for; what was lost or given back is not.
    const paidUntil = isDisputed && rests ? (placed.to < forGood ? placed.to : null) : endsAt;
    return benefitIds.map((benefitId) => ({ benefitId, startsAt: from, endsAt, paidUntil, sourceNote }));
  });
}
