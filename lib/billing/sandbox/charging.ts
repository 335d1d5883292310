import "server-only";
import type { Tx } from "@/db/client";
import { recordMovement, stripeFee } from "./balance";
import { behaviourOf } from "./cards";
import { put } from "./commands";
import { daySeconds, listOf, type Metadata, seconds } from "./objects/base";
import type { SandboxCustomer, SandboxPaymentMethod } from "./objects/customers";
import { sandboxId } from "./objects/ids";
import type { SandboxCharge, SandboxPaymentIntent } from "./objects/payments";
import { currentAccount, withinAccount } from "./request-context";

export type { TestCard } from "./cards";

interface Payment {
  customer: SandboxCustomer;
  method: SandboxPaymentMethod;
  amount: number;
  currency: string;
  metadata: Metadata;
  description: string | null;
  /** What the platform keeps of it, in minor units. */
  applicationFee?: number | null;
  at: Date;
}

/**
 * Takes the money: a succeeded payment intent with its charge and the movement of the balance. The caller has asked
 * whether the card pays.
 */
export async function takePayment(tx: Tx, payment: Payment): Promise<SandboxPaymentIntent> {
  const { customer, method, amount, currency, metadata, description, at } = payment;
  const applicationFee = payment.applicationFee || null;
  const base = { created: seconds(at), livemode: false as const, currency, customer: customer.id, metadata };
  const intentId = sandboxId("payment_intent");
  const chargeId = sandboxId("charge");
  const movement = await recordMovement(tx, {
    type: method.type === "card" ? "charge" : "payment",
    category: "charge",
    amount,
    currency,
    source: chargeId,
    customer: customer.id,
    stripeFee: stripeFee(amount),
    ...(applicationFee !== null && { applicationFee }),
    at,
  });
  const charge: SandboxCharge = {
    ...base,
    id: chargeId,
    object: "charge",
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    application_fee:
      applicationFee === null ? null : await earnFee(tx, { amount: applicationFee, currency, chargeId, at }),
    application_fee_amount: applicationFee,
    balance_transaction: movement.id,
    captured: true,
    description,
    disputed: false,
    failure_code: null,
    failure_message: null,
    paid: true,
    payment_intent: intentId,
    payment_method: method.id,
    payment_method_details: { type: method.type, [method.type]: method[method.type] ?? {} },
    refunded: false,
    status: "succeeded",
    _dispute_at: behaviourOf(method) === "disputed" ? seconds(at) + daySeconds : null,
  };
  const intent: SandboxPaymentIntent = {
    ...base,
    id: intentId,
    object: "payment_intent",
    amount,
    amount_capturable: 0,
    amount_received: amount,
    application_fee_amount: applicationFee,
    capture_method: "automatic",
    client_secret: null,
    confirmation_method: "automatic",
    description,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: method.id,
    payment_method_types: [method.type],
    receipt_email: null,
    status: "succeeded",
  };
  await put(tx, charge);
  await put(tx, intent);
  return intent;
}

/** The platform's share of a connected account's charge: an object of the platform's own. Returns its id. */
function earnFee(
  tx: Tx,
  { amount, currency, chargeId, at }: { amount: number; currency: string; chargeId: string; at: Date },
): Promise<string> {
  const account = currentAccount();
  return withinAccount("", async () => {
    const id = sandboxId("application_fee");
    const movement = await recordMovement(tx, {
      type: "application_fee",
      category: "platform_earning",
      amount,
      currency,
      source: id,
      customer: null,
      at,
    });
    await put(tx, {
      id,
      object: "application_fee",
      created: seconds(at),
      livemode: false,
      account,
      amount,
      amount_refunded: 0,
      application: "ca_sandbox",
      balance_transaction: movement.id,
      charge: chargeId,
      currency,
      originating_transaction: chargeId,
      refunded: false,
      refunds: listOf([], `/v1/application_fees/${id}/refunds`),
    });
    return id;
  });
}
