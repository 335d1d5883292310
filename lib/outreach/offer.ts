import type { CouponTerms } from "@/lib/billing/coupon";
import { Refusal } from "@/lib/platform/errors";
import { shortCode } from "@/lib/platform/ids";

/** A coupon that may stand in a letter: it runs, has uses left, and nobody can use it twice. */
export function isOffer(
  coupon: Pick<CouponTerms, "archivedAt" | "startsAt" | "endsAt" | "maxTotal" | "taken" | "maxPerPerson">,
  at: Date,
): boolean {
  const { archivedAt, startsAt, endsAt, maxTotal, taken, maxPerPerson } = coupon;
  if (archivedAt || maxPerPerson !== 1) return false;
  if ((startsAt && at < startsAt) || (endsAt && at >= endsAt)) return false;
  return maxTotal === null || taken < maxTotal;
}

/** "20", "12.5 %": what a new offer takes off, in hundredths of a percent. Refuses what is none. */
export function typedPercent(typed: string): number {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(typed.normalize("NFKC").trim());
  const percentBp = match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : 0;
  if (percentBp < 1 || percentBp > 10_000) throw new Refusal("coupon-percent-bad", { field: "percent" });
  return percentBp;
}

/** For how many days a new offer can be used. */
export const offerDays = 14;

/** The terms of a new offer: once per person, for two weeks, on whatever is sold. */
export function newOffer(percentBp: number, at: Date) {
  return {
    code: `BACK${shortCode(6).toUpperCase()}`,
    percentBp,
    amountOff: null,
    currency: null,
    duration: "once" as const,
    months: null,
    startsAt: null,
    endsAt: new Date(at.getTime() + offerDays * 24 * 60 * 60 * 1000),
    maxTotal: null,
    maxPerPerson: 1,
    productIds: [],
  };
}
