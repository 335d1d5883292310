import "server-only";
import { transact } from "@/db/client";
import { noteStripePrice } from "./commands/prices";
import { noteStripeProduct } from "./commands/products";
import { stripe } from "./gateway";
import { listPrices } from "./queries/prices";
import { findProduct } from "./queries/products";

/**
 * Makes sure that a price of ours exists at Stripe, with its product, and returns Stripe's id of it. Network first,
 * then one short transaction; the idempotency keys make a crash in between harmless.
 */
export async function publishPrice(communityId: string, priceId: string): Promise<string> {
  const [price] = await listPrices({ ids: [priceId] });
  const product = price && (await findProduct(communityId, price.productId));
  if (!price || !product) throw new Error(`no price ${priceId} in this community`);
  if (price.stripePriceId) return price.stripePriceId;
  const productAtStripe = product.stripeProductId ?? (await publishProduct(product));
  const made = await stripe().prices.create(
    {
      product: productAtStripe,
      currency: price.currency.toLowerCase(),
      unit_amount: price.amount,
      ...(price.interval && { recurring: { interval: price.interval } }),
      metadata: { communityId, priceId },
    },
    { idempotencyKey: `price:${priceId}` },
  );
  await transact((tx) => noteStripePrice(tx, priceId, made.id));
  return made.id;
}

async function publishProduct(product: { id: string; communityId: string; name: string }): Promise<string> {
  const made = await stripe().products.create(
    { name: product.name, metadata: { communityId: product.communityId, productId: product.id } },
    { idempotencyKey: `product:${product.id}` },
  );
  await transact((tx) => noteStripeProduct(tx, product.id, made.id));
  return made.id;
}
