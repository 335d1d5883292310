import "server-only";
import { emit, put } from "../commands";
import type { Call, Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import { sandboxId } from "../objects/ids";
import type { SandboxCharge, SandboxRefund } from "../objects/payments";
import { page, paging } from "../paging";
import { choice, metadata, metadataOf, type Parameters, text, textOr } from "../parameters";
import { listObjects, needObject } from "../queries";
import { invalid } from "../wire";

/** https://docs.stripe.com/api/refunds */
export const refundEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "refunds/:id", shape: {}, answer: ({ id }) => needObject("refund", id) },
  {
    method: "GET",
    path: "refunds",
    shape: { ...paging, charge: text, payment_intent: text },
    async answer({ given }) {
      const all = await listObjects("refund");
      return page(
        all,
        given,
        "/v1/refunds",
        (each) =>
          (given.charge === undefined || each.charge === given.charge) &&
          (given.payment_intent === undefined || each.payment_intent === given.payment_intent),
      );
    },
  },
  {
    method: "POST",
    path: "refunds",
    shape: {
      charge: text,
      payment_intent: text,
      amount: { is: "integer", least: 1 },
      reason: choice("duplicate", "fraudulent", "requested_by_customer"),
      metadata,
    },
    answer: createRefund,
  },
];

async function createRefund({ tx, given, at }: Call): Promise<SandboxRefund> {
  const charge = await chargeOf(given);
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  const amount = typeof given.amount === "number" ? given.amount : left;
  if (amount > left)
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, "amount");
  const refund: SandboxRefund = {
    id: sandboxId("refund"),
    object: "refund",
    amount,
    charge: charge.id,
    created: seconds(at),
    currency: charge.currency,
    customer: charge.customer,
    livemode: false,
    metadata: metadataOf(given),
    payment_intent: charge.payment_intent,
    reason: textOr(given.reason, null),
    status: "succeeded",
  };
  const after: SandboxCharge = {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: charge.amount_refunded + amount === charge.amount,
  };
  await put(tx, refund);
  await put(tx, after);
  await emit(tx, "charge.refunded", after, at);
  return refund;
}

async function chargeOf(given: Parameters): Promise<SandboxCharge> {
  if (typeof given.charge === "string") return needObject("charge", given.charge, "charge");
  if (typeof given.payment_intent !== "string")
    throw invalid("One of the following params should be provided for this request: payment_intent or charge.");
  const intent = await needObject("payment_intent", given.payment_intent, "payment_intent");
  return needObject("charge", intent.latest_charge!);
}
