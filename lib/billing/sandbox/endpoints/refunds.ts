import "server-only";
import type Stripe from "stripe";
import { put } from "../commands";
import type { Call, Endpoint } from "../endpoint";
import type { SandboxCharge, SandboxRefund } from "../objects/payments";
import { created, page, paging } from "../paging";
import {
  accepts,
  choice,
  flag,
  mergeMetadata,
  metadata,
  metadataOf,
  type Parameters,
  positive,
  text,
  textOr,
} from "../parameters";
import { customerBehind, listObjects, needObject } from "../queries";
import { makeRefund } from "../refunding";
import { invalid } from "../wire";

/** https://docs.stripe.com/api/refunds */
export const refundEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "refunds/:id", shape: {}, answer: ({ id }) => needObject("refund", id) },
  {
    method: "GET",
    path: "refunds",
    shape: accepts<Stripe.RefundListParams>()({ ...paging, ...created, charge: text, payment_intent: text }),
    async answer({ given }) {
      const all = await listObjects("refund", await customerBehind(given));
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
    shape: accepts<Stripe.RefundCreateParams>()({
      charge: text,
      payment_intent: text,
      amount: positive,
      reason: choice("duplicate", "fraudulent", "requested_by_customer"),
      refund_application_fee: flag,
      metadata,
    }),
    answer: createRefund,
  },
  {
    method: "POST",
    path: "refunds/:id",
    shape: accepts<Stripe.RefundUpdateParams>()({ metadata }),
    async answer({ tx, id, given }) {
      const before = await needObject("refund", id);
      const refund = { ...before, metadata: mergeMetadata(before.metadata, given) };
      await put(tx, refund);
      return refund;
    },
  },
];

async function createRefund({ tx, given, at }: Call): Promise<SandboxRefund> {
  const charge = await chargeOf(given);
  const left = charge.amount - charge.amount_refunded;
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, undefined, "charge_disputed");
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  const amount = typeof given.amount === "number" ? given.amount : left;
  if (amount > left)
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, "amount");
  if (given.refund_application_fee === true && charge.application_fee === null)
    throw invalid(
      `Attempting to refund_application_fee on charge ${charge.id}, but it has no application fee.`,
      "refund_application_fee",
    );
  return makeRefund(tx, {
    charge,
    amount,
    reason: textOr(given.reason, null) as SandboxRefund["reason"],
    metadata: metadataOf(given),
    applicationFee: given.refund_application_fee === true,
    at,
  });
}

async function chargeOf(given: Parameters): Promise<SandboxCharge> {
  if (typeof given.charge === "string") return needObject("charge", given.charge, "charge");
  if (typeof given.payment_intent !== "string")
    throw invalid("One of the following params should be provided for this request: payment_intent or charge.");
  const intent = await needObject("payment_intent", given.payment_intent, "payment_intent");
  return needObject("charge", intent.latest_charge!);
}
