import type { Interval } from "./billing-period";
import type { CouponTerms } from "./coupon";
import type { CatalogPrice } from "./types";

/** What somebody pays for a price: the one answer of the join page, the checkout and the receipt. Minor units. */
export interface Quote {
  listAmount: number;
  /** What of a bundle is owned already. */
  creditAmount: number;
  discountAmount: number;
  /** What is charged: the list amount less both. */
  amount: number;
  currency: string;
  trialDays: number;
  trialUntil: Date | null;
  renews: Interval | null;
}

/** A single thing of a bundle that the person owns for good, with what is left of what they paid for it. */
export interface OwnedItem {
  productId: string;
  paid: number;
  currency: string;
}

export interface QuoteSituation {
  coupon: CouponTerms | null;
  owned: readonly OwnedItem[];
  /** The end of prepaid days of the same benefits: a subscription begins to cost then. */
  leftoverUntil: Date | null;
  /** The length of the trial with a card that this person may have; 0 is none. */
  trialDays: number;
  at: Date;
}

export function quote(_price: CatalogPrice, _situation: QuoteSituation): Quote {
  throw new Error("not built yet");
}
