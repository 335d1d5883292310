import "server-only";
import { emit, put } from "../commands";
import type { Call, Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import type { SandboxSubscription } from "../objects/subscriptions";
import { page, paging } from "../paging";
import {
  choice,
  flag,
  list,
  mergeMetadata,
  metadata,
  object,
  type Parameters,
  required,
  text,
  textOr,
} from "../parameters";
import { listObjects, needObject } from "../queries";
import { changePrice, endSubscription } from "../subscribing";
import { invalid } from "../wire";

/** https://docs.stripe.com/api/subscriptions */
export const subscriptionEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "subscriptions/:id", shape: {}, answer: ({ id }) => needObject("subscription", id) },
  {
    method: "GET",
    path: "subscriptions",
    shape: { ...paging, customer: text, price: text, status: choice("active", "all", "canceled", "ended", "past_due") },
    async answer({ given }) {
      const all = await listObjects("subscription", given.customer as string | undefined);
      const wanted = (given.status as string | undefined) ?? "living";
      return page(all, given, "/v1/subscriptions", (each) => {
        if (given.price !== undefined && each.items.data[0]!.price.id !== given.price) return false;
        if (wanted === "all") return true;
        if (wanted === "living") return each.status !== "canceled";
        return each.status === (wanted === "ended" ? "canceled" : wanted);
      });
    },
  },
  {
    method: "POST",
    path: "subscriptions/:id",
    shape: {
      cancel_at_period_end: flag,
      cancellation_details: object({
        comment: text,
        feedback: choice(
          "",
          "customer_service",
          "low_quality",
          "missing_features",
          "other",
          "switched_service",
          "too_complex",
          "too_expensive",
          "unused",
        ),
      }),
      items: list(object({ id: required(text), price: required(text) })),
      proration_behavior: choice("always_invoice", "none"),
      payment_behavior: choice("error_if_incomplete"),
      metadata,
    },
    answer: updateSubscription,
  },
  {
    method: "DELETE",
    path: "subscriptions/:id",
    shape: { invoice_now: flag, prorate: flag, cancellation_details: object({ comment: text }) },
    async answer({ tx, id, given, at }) {
      const before = await needObject("subscription", id);
      if (before.status === "canceled") throw invalid(`No such subscription: '${id}'`, "id", "resource_missing");
      const comment = textOr(
        (given.cancellation_details as Parameters | undefined)?.comment,
        before.cancellation_details.comment,
      );
      await endSubscription(
        tx,
        { ...before, cancellation_details: { ...before.cancellation_details, comment } },
        "cancellation_requested",
        at,
      );
      return needObject("subscription", id);
    },
  },
];

async function updateSubscription({ tx, id, given, at }: Call): Promise<SandboxSubscription> {
  const before = await needObject("subscription", id);
  if (before.status === "canceled")
    throw invalid("A canceled subscription can only update its cancellation_details and metadata.");
  let next: SandboxSubscription = { ...before, metadata: mergeMetadata(before.metadata, given) };
  const [item, more] = (given.items ?? []) as { id: string; price: string }[];
  if (more) throw invalid("The payment sandbox knows subscriptions with one item.", "items");
  if (item) {
    if (item.id !== before.items.data[0]!.id)
      throw invalid(`No such subscription item: '${item.id}'`, "items[0][id]", "resource_missing");
    if (given.proration_behavior === undefined)
      throw invalid(
        "The payment sandbox prorates at once (always_invoice) or not at all (none).",
        "proration_behavior",
      );
    if (given.proration_behavior === "always_invoice" && given.payment_behavior !== "error_if_incomplete")
      throw invalid("The payment sandbox refuses an unpaid change: pass error_if_incomplete.", "payment_behavior");
    const price = await needObject("price", item.price, "items[0][price]");
    next = {
      ...(await changePrice(tx, next, price, { prorate: given.proration_behavior === "always_invoice", at })),
      metadata: next.metadata,
    };
  }
  if (typeof given.cancel_at_period_end === "boolean") next = planEnd(next, given, at);
  await put(tx, next);
  await emit(tx, "customer.subscription.updated", next, at);
  return next;
}

function planEnd(before: SandboxSubscription, given: Parameters, at: Date): SandboxSubscription {
  if (given.cancel_at_period_end === false) {
    return {
      ...before,
      cancel_at_period_end: false,
      cancel_at: null,
      canceled_at: null,
      cancellation_details: { comment: null, feedback: null, reason: null },
    };
  }
  const details = (given.cancellation_details ?? {}) as Parameters;
  return {
    ...before,
    cancel_at_period_end: true,
    cancel_at: before.items.data[0]!.current_period_end,
    canceled_at: before.canceled_at ?? seconds(at),
    cancellation_details: {
      comment: textOr(details.comment, null),
      feedback: textOr(details.feedback, null),
      reason: "cancellation_requested",
    },
  };
}
