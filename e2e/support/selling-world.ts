import { eq } from "drizzle-orm";
import { read, transact } from "../../db/client";
import { grants, prices } from "../../db/schema/billing";
import { members } from "../../db/schema/communities";
import { posts } from "../../db/schema/posts";
import { createCoupon } from "../../lib/billing/commands/coupons";
import { addProductPaidOnce } from "../../lib/billing/commands/products";
import { setSinglePrice } from "../../lib/billing/commands/single-prices";
import type { CouponTerms } from "../../lib/billing/coupon";
import { deliverDirectly } from "../../lib/billing/deliver-directly";
import { findProduct } from "../../lib/billing/queries/products";
import { payCheckout } from "../../lib/billing/sandbox/checkout";
import { startCheckout } from "../../lib/billing/start-checkout";
import { now } from "../../lib/platform/clock";
import { type PaidCommunity, sessionIdOf } from "./billing-world";
import { couponTerms } from "./coupon-terms";

/** What can be sold beside plans: passes, single things, bundles, coupons. Each answers with the price's id. */

const termless = { termDays: null, termUntil: null };

const priceOf = async (productId: string) =>
  (await read().select({ id: prices.id }).from(prices).where(eq(prices.productId, productId)))[0]!.id;

export async function makePass(
  { community, small }: PaidCommunity,
  { amount = 9900, days = 30 as number | null, until = null as Date | null, benefitIds = [small.benefitId] } = {},
): Promise<{ productId: string; priceId: string }> {
  const product = {
    communityId: community.id,
    actorId: null,
    kind: "pass",
    name: "Pass",
    promise: "",
    benefitIds,
  } as const;
  const term = until ? { termDays: null, termUntil: until } : { termDays: days, termUntil: null };
  const productId = await transact((tx) =>
    addProductPaidOnce(tx, product, { currency: community.currency, amount, ...term }),
  );
  return { productId, priceId: await priceOf(productId) };
}

export async function makeTutorial(
  { community }: PaidCommunity,
  postId: string,
  amount: number,
): Promise<{ productId: string; priceId: string; benefitId: string }> {
  await plantPost(community.id, postId);
  const single = { community, postId, title: postId, amount };
  const benefitId = await transact((tx) => setSinglePrice(tx, single));
  const rows = await read().select().from(prices).where(eq(prices.communityId, community.id));
  for (const price of rows) {
    const product = await findProduct(community.id, price.productId);
    if (product?.postId === postId) return { productId: product.id, priceId: price.id, benefitId: benefitId! };
  }
  throw new Error(`no price for ${postId}`);
}

/** A post that is public unless said otherwise: only the post of a public product is sold. */
export async function plantPost(
  communityId: string,
  id: string,
  over: Partial<typeof posts.$inferInsert> = {},
): Promise<void> {
  const at = now();
  const texts = { title: id, excerpt: "", teaserHtml: "", lang: "en" };
  const sizes = { readingMinutes: 1, lockedMinutes: 1, lockedSections: 0, lockedCodeBlocks: 0, outline: [] };
  const counts = { commentCount: 0, upvoteCount: 0, hotness: 0, revision: 1, pipelineVersion: 1 };
  const times = { publishedAt: at, createdAt: at, updatedAt: at, lastActivityAt: at };
  const [author] = await read().select().from(members).where(eq(members.communityId, communityId)).limit(1);
  const face = { kind: "tutorial", audience: "purchase", state: "published", slug: id, authorId: author!.id };
  await transact((tx) =>
    tx.insert(posts).values({ id, communityId, ...face, ...texts, ...sizes, ...counts, ...times, ...over }),
  );
}

export async function makeBundle(
  { community }: PaidCommunity,
  itemIds: string[],
  amount: number,
): Promise<{ productId: string; priceId: string }> {
  const actor = { communityId: community.id, actorId: null };
  const product = { ...actor, kind: "bundle", name: "Bundle", promise: "", itemIds } as const;
  const price = { currency: community.currency, amount, ...termless };
  const productId = await transact((tx) => addProductPaidOnce(tx, product, price));
  return { productId, priceId: await priceOf(productId) };
}

/** A coupon of half of everything, once, unless said otherwise. */
export async function makeCoupon(communityId: string, terms: Partial<CouponTerms> = {}): Promise<string> {
  const { id, taken, archivedAt, ...half } = couponTerms({ communityId, code: "HALF", percentBp: 5000, ...terms });
  return transact((tx) => createCoupon(tx, { ...half, actorId: null }));
}

interface Purchase {
  priceId: string;
  coupon?: string;
  gift?: { toEmail: string | null; note: string };
}

/** Buys and pays, and hears of it. Returns the address the checkout led to. */
export async function buy({ community }: Pick<PaidCommunity, "community">, userId: string, purchase: Purchase) {
  const address = await startCheckout({ community, userId, ...purchase });
  if (address.includes("/sandbox/checkout/")) {
    const { state } = await payCheckout(sessionIdOf(address), "4242424242424242");
    if (state !== "paid") throw new Error(`the sandbox says ${state}`);
  }
  await deliverDirectly();
  return address;
}

/** What somebody holds: benefit, begin and end, in order. */
export async function heldBy(userId: string): Promise<[string, string, string, string | null][]> {
  const rows = await read().select().from(grants).where(eq(grants.userId, userId));
  return rows
    .map((row): [string, string, string, string | null] => [
      row.sourceKind,
      row.benefitId,
      row.startsAt.toISOString(),
      row.paidUntil?.toISOString() ?? null,
    ])
    .sort((a, b) => (a[2] + a[1] < b[2] + b[1] ? -1 : 1));
}
