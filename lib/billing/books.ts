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
  /** Our prices, by the id they have in the Stripe account at hand. */
  prices: ReadonlyMap<string, CatalogPrice>;
  /** The prices of the person's orders, by our id: what is bought once need not exist at Stripe. */
  orderedPrices: ReadonlyMap<string, CatalogPrice>;
  /** The person's orders, by our id. */
  orders: ReadonlyMap<string, OrderFact>;
}
