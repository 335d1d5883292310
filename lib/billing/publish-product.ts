import "server-only";
import { transact } from "@/db/client";
import { notePublished } from "./commands/published";
import { stripe } from "./gateway";
import { listPrices } from "./queries/prices";
import { findProduct } from "./queries/products";
import { findPublished } from "./queries/published";
import { underKey } from "./stripe-answer";

/**
 * Makes sure that a price of ours exists in a Stripe account, with its product, and returns Stripe's id of it. Network
 * first, then one short transaction; the idempotency keys make a crash in between harmless.
 */
export async function publishPrice(account: string, communityId: string, priceId: string): Promise<string> {
  const known = await findPublished(account, "price", priceId);
  if (known) return known;
  const [price] = await listPrices([priceId]);
  if (price?.communityId !== communityId) throw new Error(`no price ${priceId} in this community`);
  const product = await publishProduct(account, communityId, price.productId);
  const made = await underKey(`price:${priceId}`, (idempotencyKey) =>
    stripe(account).prices.create(
      {
        product,
        currency: price.currency.toLowerCase(),
        unit_amount: price.amount,
        ...(price.interval && { recurring: { interval: price.interval } }),
        metadata: { communityId, priceId },
      },
      { idempotencyKey },
    ),
  );
  return note({ account, kind: "price", localId: priceId, stripeId: made.id });
}

/** The same for a product. */
export async function publishProduct(account: string, communityId: string, productId: string): Promise<string> {
  const known = await findPublished(account, "product", productId);
  if (known) return known;
  const product = await findProduct(communityId, productId);
  if (!product) throw new Error(`no product ${productId} in this community`);
  const made = await underKey(`product:${productId}`, (idempotencyKey) =>
    stripe(account).products.create({ name: product.name, metadata: { communityId, productId } }, { idempotencyKey }),
  );
  return note({ account, kind: "product", localId: productId, stripeId: made.id });
}

/** Of two that were made at once the first one noted is ours. */
async function note(thing: Parameters<typeof notePublished>[1]): Promise<string> {
  await transact((tx) => notePublished(tx, thing));
  return (await findPublished(thing.account, thing.kind, thing.localId)) ?? thing.stripeId;
}
