import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { prices, subscriptions } from "@/db/schema/billing";
import type { Interval } from "../billing-period";
import type { PastPrice } from "../types";

/** Every price a product ever had, the latest first, with how many running subscriptions still pay it. */
export async function listPriceHistory(communityId: string, productId: string): Promise<PastPrice[]> {
  const mine = and(eq(prices.communityId, communityId), eq(prices.productId, productId));
  const [rows, payers] = await Promise.all([
    read().select().from(prices).where(mine).orderBy(desc(prices.createdAt), desc(prices.id)),
    read()
      .select({ priceId: subscriptions.priceId, n: countAll() })
      .from(subscriptions)
      .where(
        and(
          eq(subscriptions.communityId, communityId),
          eq(subscriptions.productId, productId),
          eq(subscriptions.live, true),
        ),
      )
      .groupBy(subscriptions.priceId),
  ]);
  const counts = new Map(payers.map(({ priceId, n }) => [priceId, n]));
  return rows.map((row) => ({
    ...row,
    interval: row.interval as Interval | null,
    subscribers: counts.get(row.id) ?? 0,
  }));
}
