import "server-only";
import { transact } from "@/db/client";
import { listHeldGrants } from "@/lib/access/queries";
import { canonicalEmail } from "@/lib/identity/email";
import { minuteMs, now } from "@/lib/platform/clock";
import { crashPoint } from "@/lib/platform/crash-point";
import { Refusal } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { type CheckoutPlace, createSession, returnAddress } from "./checkout-session";
import { closeCheckout, expireAtStripe, followSession } from "./close-checkout";
import { findSameFreeOrder, refuseManyFreeGifts, settleFreeOrder } from "./commands/free-orders";
import { expireOrder, noteSession, openOrder, type WantedOrder } from "./commands/orders";
import { ensureCustomer } from "./ensure-customer";
import { stripe } from "./gateway";
import { ownsAlready } from "./ownership";
import { personKey } from "./person-key";
import { accountOf } from "./queries/accounts";
import { findPayer } from "./queries/customers";
import { listOpenPlanOrders } from "./queries/orders";
import { findQuote, type PricedOffer } from "./queries/quotes";
import { findLiveSubscription } from "./queries/subscriptions";
import { asRefusal, isFinal } from "./stripe-answer";

interface Buyer {
  community: { id: string; slug: string };
  userId: string;
  priceId: string;
  /** As typed. */
  coupon?: string;
  gift?: { toEmail: string | null; note: string };
}

type Order = Awaited<ReturnType<typeof openOrder>>["order"];

/**
 * Sends somebody to pay for a price: returns the address of the checkout page. What it costs comes from our own rows
 * and from nowhere else. A double click, a second tab or a retry resumes the same order and the same Stripe session;
 * an order for other terms is closed first. What costs nothing is settled here, and the address is the way back.
 * Refuses who has it already, what is not on sale here, and codes that take nothing off.
 */
export async function startCheckout(buyer: Buyer): Promise<string> {
  const { community, userId, priceId, coupon, gift } = buyer;
  const question = { communityId: community.id, priceId, userId, coupon, isGift: gift !== undefined };
  const offer = await findQuote(question);
  if (!offer || offer.price.productKind === "free") throw new Refusal("plan-gone");
  if (offer.couponRefusal) throw new Refusal(offer.couponRefusal, { field: "coupon" });
  if (gift) refuseBadGift(offer, gift);
  else await refuseWhoHasIt(buyer, offer);
  try {
    const wanted = await wantedOrder(buyer, offer);
    const place = { slug: community.slug, postId: offer.product.postId, carriedFrom: offer.carriedFrom };
    // A session that was settled or ran out in the meantime ends its order; the next round opens a new one.
    for (let round = 0; round < roundsMax; round++) {
      const address = await tryCheckout(wanted, place);
      if (address) return address;
    }
  } catch (error) {
    throw asRefusal(error, "checkout");
  }
  throw new Refusal("payment-unreachable");
}

const roundsMax = 4;

function refuseBadGift({ price }: PricedOffer, { toEmail }: NonNullable<Buyer["gift"]>): void {
  if (price.productKind !== "pass") throw new Refusal("not-giftable");
  if (price.termUntil && price.termUntil <= now()) throw new Refusal("plan-gone");
  if (toEmail !== null && canonicalEmail(toEmail) === null) throw new Refusal("bad-email", { field: "to" });
}

async function refuseWhoHasIt({ community, userId }: Buyer, { price }: PricedOffer): Promise<void> {
  if (price.interval) {
    if (await findLiveSubscription(community.id, userId, price.family)) throw new Refusal("already-subscribed");
    return;
  }
  if (price.termUntil && price.termUntil <= now()) throw new Refusal("plan-gone");
  if (ownsAlready(price, await listHeldGrants(community.id, userId), now())) throw new Refusal("already-owned");
}

async function wantedOrder(buyer: Buyer, { price, quote, credits, coupon }: PricedOffer): Promise<WantedOrder> {
  const { userId, gift } = buyer;
  const payer = await findPayer(userId);
  return {
    account: await accountOf(buyer.community.id),
    userId,
    personKey: (payer && personKey(payer.email)) ?? userId,
    price,
    kind: gift ? "gift" : price.interval ? "subscription" : "payment",
    quote,
    credits,
    couponId: coupon?.id ?? null,
    gift: gift ?? null,
  };
}

/** One try: the address to go to, or null when the order at hand could not be paid any more and is closed now. */
async function tryCheckout(wanted: WantedOrder, place: CheckoutPlace): Promise<string | null> {
  const free = wanted.kind !== "subscription" && wanted.quote.amount === 0;
  const { order, fits, settled } = await transact(async (tx) => {
    const same = free ? await findSameFreeOrder(tx, wanted) : null;
    if (same) return { order: { id: same }, fits: true, settled: true } as const;
    if (free && wanted.kind === "gift") await refuseManyFreeGifts(tx, wanted.userId);
    const placed = await openOrder(tx, wanted);
    if (free && placed.fits) await settleFreeOrder(tx, placed.order);
    return { ...placed, settled: free && placed.fits } as const;
  });
  if (settled) return returnAddress(place.slug, order.id).replace(/&session_id=.*$/, "");
  if (!fits || isTooLate(order)) return afterClosing(order, await closeCheckout(order), place);
  if (wanted.kind === "subscription") await closeOtherPlanCheckouts(wanted, order.id);
  const customer = await ensureCustomer(order.account, order.userId);
  const session = order.stripeSessionId
    ? await stripe(order.account).checkout.sessions.retrieve(order.stripeSessionId)
    : await openSession(order, customer, place);
  if (session?.status === "open" && session.url) return session.url;
  return session ? afterClosing(order, await followSession(order, session), place) : null;
}

/** An order whose session was never made, and for which Stripe would not make one any more: see `expires_at`. */
function isTooLate({ stripeSessionId, expiresAt }: Order): boolean {
  return stripeSessionId === null && expiresAt !== null && expiresAt.getTime() < now().getTime() + leastSessionMs;
}

const leastSessionMs = 30 * minuteMs;

/** Null when the order was closed in the meantime: nobody may pay its session then. */
async function openSession(order: Order, customer: string, place: CheckoutPlace) {
  const session = await createOrClose(order, customer, place);
  crashPoint("checkout.session-created");
  const charged = order.trialDays > 0 || order.trialUntil ? 0 : order.amount;
  const isAsQuoted = session.amount_total === charged;
  if (!isAsQuoted)
    log.error({ order: order.id, quoted: charged, asked: session.amount_total }, "Stripe asks for another amount");
  if (isAsQuoted && (await transact((tx) => noteSession(tx, order.id, session.id)))) return session;
  await expireAtStripe(order, session);
  await transact((tx) => expireOrder(tx, order.id));
  if (!isAsQuoted) throw new Refusal("payment-unreachable");
  return null;
}

/** A failure that Stripe would repeat under this order's key for a day ends the order: the next click is a new one. */
async function createOrClose(order: Order, customer: string, place: CheckoutPlace) {
  try {
    return await createSession(order, customer, place);
  } catch (error) {
    if (isFinal(error)) await transact((tx) => expireOrder(tx, order.id));
    throw error;
  }
}

/** Null when nobody can pay the order any more; when it was paid a moment ago, that is where the person is sent. */
const afterClosing = (order: Order, sessionId: string | null, { slug }: CheckoutPlace) =>
  sessionId && returnAddress(slug, order.id).replace("{CHECKOUT_SESSION_ID}", sessionId);

/** Of two plans in two tabs only the one chosen last can be paid: the other session is expired at Stripe. */
async function closeOtherPlanCheckouts({ price, userId }: WantedOrder, keepOrderId: string): Promise<void> {
  const open = await listOpenPlanOrders(price.communityId, userId, price.family);
  for (const order of open.filter(({ id }) => id !== keepOrderId)) {
    // Paid a moment ago and not heard of yet: a second plan would be a second subscription.
    if (await closeCheckout(order)) throw new Refusal("already-subscribed");
  }
}
