import type Stripe from "stripe";
import { stripe } from "../../lib/billing/gateway";
import type { TestCard, TestWallet } from "../../lib/billing/sandbox/cards";
import { payCheckout } from "../../lib/billing/sandbox/checkout";
import { moveAccount } from "../../lib/billing/sandbox/connecting";

/** One product with three recurring prices and one that is paid once, and a customer, in an account of the sandbox. */
export interface SandboxShop {
  account: string;
  product: Stripe.Product;
  month: Stripe.Price;
  bigMonth: Stripe.Price;
  year: Stripe.Price;
  once: Stripe.Price;
  customer: Stripe.Customer;
}

export async function makeShop(account = ""): Promise<SandboxShop> {
  const api = stripe(account);
  const product = await api.products.create({ name: "Apprentice", metadata: { shop: account || "own" } });
  const price = (unit_amount: number, interval?: "month" | "year") =>
    api.prices.create({
      product: product.id,
      currency: "cny",
      unit_amount,
      ...(interval && { recurring: { interval } }),
    });
  return {
    account,
    product,
    month: await price(3900, "month"),
    bigMonth: await price(9900, "month"),
    year: await price(39_000, "year"),
    once: await price(990),
    customer: await api.customers.create({ email: "ada@example.org", name: "Ada" }),
  };
}

type SessionParams = Partial<Stripe.Checkout.SessionCreateParams>;

/** Opens a checkout for one price. */
export function openSession(shop: SandboxShop, price: Stripe.Price, params: SessionParams = {}) {
  return stripe(shop.account).checkout.sessions.create({
    mode: price.recurring ? "subscription" : "payment",
    customer: shop.customer.id,
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "http://localhost:3000/back?s={CHECKOUT_SESSION_ID}",
    ...params,
  });
}

/** Buys a price and returns the completed session. Throws when the sandbox refuses the card. */
export async function buy(
  shop: SandboxShop,
  price: Stripe.Price,
  params: SessionParams = {},
  means: TestCard | TestWallet = "4242424242424242",
) {
  const session = await openSession(shop, price, params);
  const outcome = await payCheckout(session.id, means);
  if (outcome.state !== "paid") throw new Error(`the sandbox says ${outcome.state}`);
  return stripe(shop.account).checkout.sessions.retrieve(session.id);
}

/** Subscribes to a price and returns the subscription. */
export async function subscribeInSandbox(
  shop: SandboxShop,
  price: Stripe.Price,
  params: SessionParams = {},
  card: TestCard = "4242424242424242",
): Promise<Stripe.Subscription> {
  const session = await buy(shop, price, params, card);
  return stripe(shop.account).subscriptions.retrieve(String(session.subscription));
}

/** A connected account that may take money. Returns its id. */
export async function makeConnectedAccount(email = "owner@example.org"): Promise<string> {
  const account = await stripe().accounts.create({ email, controller: { stripe_dashboard: { type: "full" } } });
  await moveAccount(account.id, "finish");
  return account.id;
}

/** Status, class, code and parameter of Stripe's refusal. */
export async function refusal(work: Promise<unknown>): Promise<[number?, string?, (string | null)?, (string | null)?]> {
  try {
    await work;
  } catch (error) {
    const { statusCode, type, code, param } = error as Stripe.errors.StripeError;
    return [statusCode, type, code ?? null, param ?? null];
  }
  return [];
}

/** Types of the events the sandbox has told, oldest first. */
export async function toldEvents(account = ""): Promise<string[]> {
  const events = await stripe(account).events.list({ limit: 100 }).autoPagingToArray({ limit: 5000 });
  return events.map(({ type }) => type as string).toReversed();
}
