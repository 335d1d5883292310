import type { CatalogPrice } from "./types";

/** One of our orders, as far as it decides what a one-off payment may grant. */
export interface OrderFact {
  id: string;
  communityId: string;
  priceId: string;
  amount: number;
  currency: string;
}

/** What our own tables know when the facts of a customer are read. */
export interface Books {
  userId: string;
  /** Our prices, by Stripe's id. */
  prices: ReadonlyMap<string, CatalogPrice>;
  /** The person's orders, by our id. */
  orders: ReadonlyMap<string, OrderFact>;
}
