import "server-only";
import type { Tx } from "@/db/client";
import { publicUrl } from "@/lib/platform/env";
import { put } from "./commands";
import { refuseUnfinishedAccount } from "./connecting";
import { needCoupon, takenOff } from "./discounting";
import type { Call } from "./endpoint";
import { daySeconds, listOf, seconds } from "./objects/base";
import type { SandboxSession } from "./objects/checkout-sessions";
import { sandboxId } from "./objects/ids";
import type { SandboxPrice } from "./objects/products";
import { metadataOf, type Parameters, textOr } from "./parameters";
import { makePrice, type PriceData } from "./pricing";
import { needObject } from "./queries";
import { currentAccount } from "./request-context";
import { invalid } from "./wire";

/** Opens a checkout: one thing at one price, with at most one coupon. */
export async function createSession({ tx, given, at }: Call): Promise<SandboxSession> {
  const mode = given.mode as "payment" | "subscription";
  await refuseUnfinishedAccount(currentAccount());
  const customer = await needObject("customer", String(given.customer), "customer");
  const price = await priceOf(tx, given, at);
  const product = await needObject("product", price.product);
  refuseMode(mode, price, given);
  const data = (given.subscription_data ?? given.payment_intent_data ?? {}) as Parameters;
  refuseForeignFee(data);
  const [coupon] = await couponsOf(given, price.currency, at);
  const trialEnd = trialEndOf(data, at);
  const off = coupon ? takenOff(coupon, price.unit_amount, price.product) : 0;
  const dueNow = trialEnd === null ? price.unit_amount - off : 0;
  const id = sandboxId("checkout.session");
  const session: SandboxSession = {
    id,
    object: "checkout.session",
    allowed_payment_method_types: (given.allowed_payment_method_types as string[] | undefined) ?? null,
    amount_subtotal: trialEnd === null ? price.unit_amount : 0,
    amount_total: dueNow,
    cancel_url: textOr(given.cancel_url, null),
    client_reference_id: textOr(given.client_reference_id, null),
    created: seconds(at),
    currency: price.currency,
    customer: customer.id,
    customer_details: { email: customer.email, name: customer.name },
    customer_email: null,
    discounts: coupon ? [{ coupon: coupon.id, promotion_code: null }] : [],
    expires_at: expiry(given, at),
    invoice: null,
    line_items: listOf(
      [
        {
          id: sandboxId("line_item"),
          object: "item",
          adjustable_quantity: null,
          amount_discount: trialEnd === null ? off : 0,
          amount_subtotal: trialEnd === null ? price.unit_amount : 0,
          amount_tax: 0,
          amount_total: dueNow,
          currency: price.currency,
          description: product.name,
          metadata: {},
          price,
          quantity: 1,
        },
      ],
      `/v1/checkout/sessions/${id}/line_items`,
    ),
    livemode: false,
    locale: textOr(given.locale, null),
    metadata: metadataOf(given),
    mode,
    payment_intent: null,
    payment_method_collection:
      mode === "payment" ? null : (textOr(given.payment_method_collection, "always") as "always" | "if_required"),
    payment_method_types: methodTypes(mode, given),
    payment_status: "unpaid",
    status: "open",
    subscription: null,
    success_url: String(given.success_url),
    total_details: { amount_discount: trialEnd === null ? off : 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${publicUrl()}/sandbox/checkout/${id}`,
    _metadata: metadataOf(data),
    _description: textOr(data.description, null),
    _trial_end: trialEnd,
    _application_fee_amount: (data.application_fee_amount as number | undefined) ?? null,
    _application_fee_percent: (data.application_fee_percent as number | undefined) ?? null,
  };
  await put(tx, session);
  return session;
}

/** The price of the one line: an existing one, or one made for this checkout. */
async function priceOf(tx: Tx, given: Parameters, at: Date): Promise<SandboxPrice> {
  const items = given.line_items as unknown as { price?: string; price_data?: PriceData; quantity: number }[];
  const [item] = items;
  if (items.length !== 1 || !item || item.quantity !== 1)
    throw invalid("The payment sandbox sells one thing at a time.", "line_items");
  if ((item.price === undefined) === (item.price_data === undefined))
    throw invalid("You must specify either `price` or `price_data`.", "line_items[0][price]", "parameter_missing");
  if (item.price_data) return makePrice(tx, item.price_data, { param: "line_items[0][price_data]", inline: true, at });
  const price = await needObject("price", item.price!, "line_items[0][price]");
  const product = await needObject("product", price.product);
  if (!price.active || !product.active)
    throw invalid("The price specified is inactive. This field only accepts active prices.", "line_items[0][price]");
  return price;
}

function refuseMode(mode: "payment" | "subscription", price: SandboxPrice, given: Parameters): void {
  if (mode === "payment" && price.recurring)
    throw invalid("You must provide `mode=subscription` for recurring prices.", "mode");
  if (mode === "subscription" && !price.recurring)
    throw invalid("You must provide at least one recurring price in `subscription` mode.", "mode");
  const forbidden = mode === "payment" ? ["subscription_data", "payment_method_collection"] : ["payment_intent_data"];
  for (const name of forbidden) {
    if (given[name] !== undefined) throw invalid(`You can not pass \`${name}\` in \`${mode}\` mode.`, name);
  }
}

/** The platform keeps a share of what a connected account takes, not of what it takes itself. */
function refuseForeignFee(data: Parameters): void {
  for (const name of ["application_fee_amount", "application_fee_percent"]) {
    if (data[name] !== undefined && currentAccount() === "")
      throw invalid(`You can only use \`${name}\` on a connected account.`, name);
  }
}

async function couponsOf(given: Parameters, currency: string, at: Date) {
  const wanted = (given.discounts ?? []) as { coupon?: string }[];
  if (wanted.length > 1) throw invalid("The payment sandbox takes one discount.", "discounts");
  return Promise.all(wanted.map(({ coupon }) => needCoupon(String(coupon), currency, "discounts[0][coupon]", at)));
}

/** A trial's end must lie at least 48 hours ahead (https://docs.stripe.com/api/checkout/sessions/create). */
function trialEndOf(data: Parameters, at: Date): number | null {
  if (data.trial_end !== undefined && data.trial_period_days !== undefined)
    throw invalid("You can not pass both `trial_end` and `trial_period_days`.", "subscription_data[trial_end]");
  if (typeof data.trial_period_days === "number") return seconds(at) + data.trial_period_days * daySeconds;
  if (typeof data.trial_end !== "number") return null;
  if (data.trial_end < seconds(at) + 2 * daySeconds)
    throw invalid("The `trial_end` date has to be at least 2 days in the future.", "subscription_data[trial_end]");
  return data.trial_end;
}

/** Wallets that cannot be charged again are for payments, not for subscriptions. */
function methodTypes(mode: "payment" | "subscription", given: Parameters): string[] {
  const allowed = (given.allowed_payment_method_types as string[] | undefined) ?? ["card", "alipay", "wechat_pay"];
  const types = mode === "payment" ? allowed : allowed.filter((type) => type === "card");
  if (types.length === 0)
    throw invalid("No payment method of the list works in this mode.", "allowed_payment_method_types");
  return types;
}

/** Between 30 minutes and 24 hours from now (https://docs.stripe.com/api/checkout/sessions/create). */
function expiry(given: Parameters, at: Date): number {
  const latest = seconds(at) + daySeconds;
  if (typeof given.expires_at !== "number") return latest;
  if (given.expires_at > latest || given.expires_at < seconds(at) + 1800)
    throw invalid(
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
      "expires_at",
    );
  return given.expires_at;
}
