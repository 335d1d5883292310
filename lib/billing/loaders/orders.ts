import "server-only";
import { notFound } from "next/navigation";
import { loadCommunity } from "@/lib/communities/loaders";
import { dayMs } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { paymentsAreReal } from "../gateway";
import { findCouponById } from "../queries/coupons";
import { findCustomer } from "../queries/customers";
import { findBoughtGift } from "../queries/gifts";
import { findOwnOrder } from "../queries/orders";
import { findPostSlug } from "../queries/posts";
import { ReturnQuery } from "../schema/checkout";
import { syncCustomer } from "../sync-customer";

type SearchParams = Record<string, string | string[] | undefined>;

/**
 * Where the checkout sends people back to. An order that is still open is looked up at Stripe here and now, so a lost
 * or late webhook delays nobody. Only one's own order; anybody else's answers 404.
 */
export async function loadReturn(slug: string, params: SearchParams) {
  const { community, viewer } = await loadCommunity(slug);
  const query = ReturnQuery.parse(params);
  if (!viewer.person || query.order === "") notFound();
  const { userId } = viewer.person;
  let found = await findOwnOrder(community.id, userId, query.order);
  if (!found) notFound();
  if (found.order.state === "open") {
    await lookUp(found.order.account, userId);
    found = (await findOwnOrder(community.id, userId, query.order)) ?? found;
  }
  const { order, postId } = found;
  const isGift = order.kind === "gift";
  const [post, coupon, gift] = await Promise.all([
    postId ? findPostSlug(viewer, postId) : null,
    order.couponId ? findCouponById(community.id, order.couponId) : null,
    isGift && order.state === "paid" ? findBoughtGift(userId, order.id, viewer.at) : null,
  ]);
  // Stripe names the session only after a successful payment: without it the person came back by themselves.
  return {
    community,
    viewer,
    ...found,
    post,
    // An order is finished with the code it was begun with, or it would be another order at another price.
    coupon: coupon?.code ?? null,
    isGift,
    gift,
    firstChargeAt: firstChargeAt(order),
    cameFromPayment: query.session_id !== undefined,
    sandbox: !paymentsAreReal(),
  };
}

/** When a trial, or what was paid in advance, is over and the first charge comes; null for what is paid at once. */
function firstChargeAt({
  trialDays,
  trialUntil,
  paidAt,
}: {
  trialDays: number;
  trialUntil: Date | null;
  paidAt: Date | null;
}) {
  if (trialUntil) return trialUntil;
  return trialDays > 0 && paidAt ? new Date(paidAt.getTime() + trialDays * dayMs) : null;
}

async function lookUp(account: string, userId: string): Promise<void> {
  const customer = await findCustomer(userId, account);
  if (!customer) return;
  try {
    await syncCustomer(account, customer.stripeCustomerId);
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, "return page could not ask Stripe");
  }
}
