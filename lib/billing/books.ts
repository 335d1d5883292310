import type { CouponTerms } from "./coupon";
import type { CatalogPrice, OrderKind, OrderState } from "./types";

/** One of our orders, as far as it decides what a payment may grant. */
export interface OrderFact {
  id: string;
  communityId: string;
  productId: string;
  priceId: string;
  kind: OrderKind;
  amount: number;
  currency: string;
  discountAmount: number;
  couponId: string | null;
  state: OrderState;
}

/** A subscription of the person that may still renew, in whichever Stripe account. */
export interface LiveSubscription {
  account: string;
  stripeSubscriptionId: string;
  communityId: string;
  family: string;
  startedAt: Date;
}

/** What our own tables know when the facts of a customer are read. */
export interface Books {
  userId: string;
  /** Our prices, by the id they have in the Stripe account at hand. */
  prices: ReadonlyMap<string, CatalogPrice>;
  /** The prices of the person's orders, by our id: what is bought once need not exist at Stripe. */
  orderedPrices: ReadonlyMap<string, CatalogPrice>;
  /** The person's orders, by our id. */
  orders: ReadonlyMap<string, OrderFact>;
  /** The coupons of those orders, by our id. */
  coupons: ReadonlyMap<string, CouponTerms>;
  /** For how many days access outlasts a failed renewal, by community. */
  graceDays: ReadonlyMap<string, number>;
  /** Whether a refund ends access, where that was said: by Stripe's id of the refund, or by ours. */
  endsAccess: ReadonlyMap<string, boolean>;
  /** The person's subscriptions in other accounts. */
  liveElsewhere: readonly LiveSubscription[];
  /** `communityId fingerprint` of cards with which somebody else has tried a community. */
  triedCards: ReadonlySet<string>;
  /** Communities that another account of the same mailbox has tried. */
  triedByMailbox: ReadonlySet<string>;
}
