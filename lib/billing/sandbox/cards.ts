import "server-only";
import { createHash } from "node:crypto";
import type { Tx } from "@/db/client";
import { put } from "./commands";
import { seconds } from "./objects/base";
import type { MethodType, SandboxCustomer, SandboxPaymentMethod } from "./objects/customers";
import { sandboxId } from "./objects/ids";
import type { SandboxSubscription } from "./objects/subscriptions";
import { findObject, needObject } from "./queries";
import { declined } from "./wire";

/** Stripe's own test card numbers, those whose behaviour the sandbox plays (https://docs.stripe.com/testing). */
export const testCards = {
  "4242424242424242": "paid",
  "5555555555554444": "paid-too",
  "4000000000000002": "declined",
  "4000000000009995": "insufficient",
  "4000000000000069": "expired",
  "4000000000000341": "fails-later",
  "4000000000000259": "disputed",
  "4000000000007726": "refund-pending",
  "4000000000005126": "refund-fails",
} as const;
export type TestCard = keyof typeof testCards;

/** Wallets that pay once: they stand beside the cards on the checkout page, never on a subscription's. */
export const testWallets = { alipay: "alipay", wechat_pay: "wechat_pay" } as const;
export type TestWallet = keyof typeof testWallets;

export function isTestCard(number: string): number is TestCard {
  return Object.hasOwn(testCards, number);
}

export function isTestWallet(name: string): name is TestWallet {
  return Object.hasOwn(testWallets, name);
}

/** Throws Stripe's 402 for a card the bank refuses at once. */
function refuseBadCard(number: TestCard): void {
  const behaviour = testCards[number];
  if (behaviour === "declined") throw declined("card_declined");
  if (behaviour === "insufficient") throw declined("card_declined", "insufficient_funds");
  if (behaviour === "expired") throw declined("expired_card");
}

/** Attaches a card and makes it the customer's default. Throws Stripe's 402 for a card the bank refuses at once. */
export async function attachCard(
  tx: Tx,
  customer: SandboxCustomer,
  number: TestCard,
  at: Date,
): Promise<SandboxPaymentMethod> {
  const method = await cardOnce(tx, customer, number, at);
  await put(tx, { ...customer, invoice_settings: { ...customer.invoice_settings, default_payment_method: method.id } });
  return method;
}

/** A card for one payment. It is not kept as the customer's default. */
export async function cardOnce(
  tx: Tx,
  customer: SandboxCustomer,
  number: TestCard,
  at: Date,
): Promise<SandboxPaymentMethod> {
  refuseBadCard(number);
  const method: SandboxPaymentMethod = {
    ...bareMethod(customer, "card", at),
    customer: customer.id,
    card: {
      brand: number.startsWith("5") ? "mastercard" : "visa",
      country: "US",
      exp_month: 12,
      exp_year: at.getUTCFullYear() + 3,
      fingerprint: createHash("sha256").update(number).digest("base64url").slice(0, 16),
      funding: "credit",
      last4: number.slice(-4),
    },
  };
  await put(tx, method);
  return method;
}

/** A wallet used once: it is not kept for the customer. */
export async function walletOnce(
  tx: Tx,
  customer: SandboxCustomer,
  wallet: TestWallet,
  at: Date,
): Promise<SandboxPaymentMethod> {
  const method: SandboxPaymentMethod = { ...bareMethod(customer, wallet, at), [wallet]: {} };
  await put(tx, method);
  return method;
}

function bareMethod(customer: SandboxCustomer, type: MethodType, at: Date): SandboxPaymentMethod {
  return {
    id: sandboxId("payment_method"),
    object: "payment_method",
    created: seconds(at),
    livemode: false,
    type,
    allow_redisplay: "unspecified",
    billing_details: { address: null, email: customer.email, name: customer.name, phone: null, tax_id: null },
    customer: null,
    metadata: {},
  };
}

/** The method a subscription is charged to, its own or its customer's, or null. */
export async function methodOf(subscription: SandboxSubscription): Promise<SandboxPaymentMethod | null> {
  const customer = await needObject("customer", subscription.customer);
  const id = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  return id ? findObject("payment_method", id) : null;
}

/** True when a renewal on that method goes through. */
export const pays = (method: SandboxPaymentMethod | null): method is SandboxPaymentMethod =>
  method !== null && behaviourOf(method) !== "fails-later";

/** How the sandbox plays a card, by its last four digits. */
export function behaviourOf(method: Pick<SandboxPaymentMethod, "card">): (typeof testCards)[TestCard] {
  const number = (Object.keys(testCards) as TestCard[]).find((each) => each.endsWith(method.card?.last4 ?? "4242"));
  return testCards[number ?? "4242424242424242"];
}
