import type { GrantSource } from "@/lib/access/explain";

/** Something somebody may read, and what it comes from. `what` names each benefit that ends together with the others. */
export interface Entitlement extends GrantSource {
  communityId: string;
  what: EntitledTo[];
  /** Of a subscription: whether it is charged again by itself. */
  renews: boolean;
  /** Of a gift: the name of who gave it. */
  giver: string | null;
  /** Of what the owner gave by hand: why. */
  reason: string | null;
  /** Whose payments may stand behind it: the holder's own, or those of who gave it. */
  payerId: string;
}

/** A benefit by name; the benefit of a single post leads there. */
export interface EntitledTo {
  benefitId: string;
  name: string;
  post: string | null;
}

/** A payment behind an entitlement, as far as it is shown beside it. */
export interface SourcePayment {
  id: string;
  number: string;
  amount: number;
  currency: string;
  method: string | null;
  at: Date;
  /** Until when it pays, for what renews. */
  periodEnd: Date | null;
}

/** Of the payments of one source, oldest first, the one behind an entitlement: which pays up to its end, else the last. */
export function paymentBehind(
  { paidUntil, endsAt }: Pick<Entitlement, "paidUntil" | "endsAt">,
  payments: readonly SourcePayment[] = [],
): SourcePayment | null {
  const until = (paidUntil ?? endsAt)?.getTime();
  return payments.findLast(({ periodEnd }) => periodEnd?.getTime() === until) ?? payments.at(-1) ?? null;
}

export type EntitlementState = "running" | "coming" | "renewing" | "grace" | "disputed" | "refunded" | "ended";

/** How an entitlement stands at a moment. Whether it opens anything is said by its dates alone, as in `decideRead`. */
export function entitlementState(
  { startsAt, endsAt, paidUntil, sourceNote }: Pick<Entitlement, "startsAt" | "endsAt" | "paidUntil" | "sourceNote">,
  at: Date,
): EntitlementState {
  if (at < startsAt) return "coming";
  if (endsAt !== null && endsAt <= at) {
    if (sourceNote === "disputed") return "disputed";
    return sourceNote === "refunded" ? "refunded" : "ended";
  }
  // Between the end of what is paid and the end that decides: a renewal is awaited, or has failed.
  if (paidUntil === null || at < paidUntil) return "running";
  if (sourceNote === "grace") return "grace";
  return sourceNote === "renewing" ? "renewing" : "running";
}

/** True while it opens something, or will: what stands above the fold. */
export function isCurrent({ endsAt }: Pick<Entitlement, "endsAt">, at: Date): boolean {
  return endsAt === null || at < endsAt;
}

/** Joins what comes from one source over the same time into one entry: a plan that opens two things is one plan. */
export function joinEntitlements(rows: readonly Entitlement[]): Entitlement[] {
  const joined = new Map<string, Entitlement>();
  for (const row of rows) {
    const key = [row.sourceKind, row.sourceId, row.startsAt.getTime(), row.endsAt?.getTime() ?? ""].join(" ");
    const known = joined.get(key);
    if (known) known.what.push(...row.what);
    else joined.set(key, { ...row, what: [...row.what] });
  }
  return [...joined.values()];
}
