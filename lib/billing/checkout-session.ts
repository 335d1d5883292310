import "server-only";
import type Stripe from "stripe";
import { anonymousViewer } from "@/lib/access/viewer";
import { secondMs } from "@/lib/platform/clock";
import { publicUrl } from "@/lib/platform/env";
import { stripe } from "./gateway";
import { publishCoupon } from "./publish-coupon";
import { publishPrice, publishProduct } from "./publish-product";
import { findPlatformFee } from "./queries/accounts";
import { findPostSlug } from "./queries/posts";

/** An order, as far as its checkout follows from it. */
export interface OrderToPay {
  id: string;
  communityId: string;
  userId: string;
  productId: string;
  priceId: string;
  account: string;
  kind: string;
  amount: number;
  currency: string;
  couponId: string | null;
  trialDays: number;
  trialUntil: Date | null;
  createdAt: Date;
  expiresAt: Date | null;
}

export interface CheckoutPlace {
  slug: string;
  /** The post that is sold by itself: where the way back leads. */
  postId: string | null;
  /** Orders and gifts whose unused days come before the first charge. */
  carriedFrom: readonly string[];
}

/**
 * Makes an order's checkout session. Everything in it follows from the order, so that the same key always comes with
 * the same parameters. What is paid once is charged the order's own amount; a subscription has Stripe's price and
 * coupon, because it renews.
 */
export async function createSession(
  order: OrderToPay,
  customer: string,
  place: CheckoutPlace,
): Promise<Stripe.Checkout.Session> {
  const { communityId, userId, priceId } = order;
  const metadata = {
    communityId,
    userId,
    priceId,
    orderId: order.id,
    ...(place.carriedFrom.length > 0 && { carriedFrom: place.carriedFrom.join(",").slice(0, metadataMax) }),
  };
  const particulars = order.kind === "subscription" ? subscriptionParts : paymentParts;
  return stripe(order.account).checkout.sessions.create(
    {
      customer,
      client_reference_id: order.id,
      metadata,
      ...(await particulars(order, metadata)),
      ...(order.expiresAt && { expires_at: inSeconds(order.expiresAt) }),
      success_url: returnAddress(place.slug, order.id),
      cancel_url: await wayBack(order, place),
    },
    { idempotencyKey: `checkout:${order.id}` },
  );
}

/** Stripe's limit for one value. */
const metadataMax = 500;

const inSeconds = (at: Date) => Math.floor(at.getTime() / secondMs);

type Parts = Partial<Stripe.Checkout.SessionCreateParams>;

async function subscriptionParts(order: OrderToPay, metadata: Record<string, string>): Promise<Parts> {
  const { account, communityId, couponId, trialDays, trialUntil } = order;
  const price = await publishPrice(account, communityId, order.priceId);
  const feeBp = account === "" ? 0 : await findPlatformFee(communityId);
  const trial = trialUntil
    ? { trial_end: inSeconds(trialUntil) }
    : trialDays > 0
      ? { trial_period_days: trialDays }
      : null;
  return {
    mode: "subscription",
    line_items: [{ price, quantity: 1 }],
    ...(couponId && { discounts: [{ coupon: await publishCoupon(account, communityId, couponId) }] }),
    // A trial asks for a card: what follows it is charged without asking again.
    ...(trial && { payment_method_collection: "always" }),
    subscription_data: {
      metadata,
      billing_mode: { type: "flexible" },
      ...trial,
      ...(feeBp > 0 && { application_fee_percent: feeBp / 100 }),
    },
  };
}

async function paymentParts(order: OrderToPay, metadata: Record<string, string>): Promise<Parts> {
  const { account, communityId, amount, currency } = order;
  const product = await publishProduct(account, communityId, order.productId);
  const feeBp = account === "" ? 0 : await findPlatformFee(communityId);
  const fee = Math.floor((amount * feeBp + 5000) / 10_000);
  const price_data = { currency: currency.toLowerCase(), product, unit_amount: amount };
  return {
    mode: "payment",
    line_items: [{ price_data, quantity: 1 }],
    payment_intent_data: { metadata, ...(fee > 0 && { application_fee_amount: fee }) },
  };
}

/** Where somebody comes back to after paying. */
export const returnAddress = (slug: string, orderId: string) =>
  `${publicUrl()}/c/${slug}/join/return?order=${orderId}&session_id={CHECKOUT_SESSION_ID}`;

async function wayBack({ kind, communityId }: OrderToPay, { slug, postId }: CheckoutPlace): Promise<string> {
  const post = postId ? await findPostSlug(anonymousViewer(communityId), postId) : null;
  const page = kind === "gift" ? "gift" : post === null ? "join" : `posts/${post}`;
  return `${publicUrl()}/c/${slug}/${page}`;
}
