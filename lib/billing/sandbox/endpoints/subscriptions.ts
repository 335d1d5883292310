import "server-only";
import type Stripe from "stripe";
import { endSubscription } from "../ending";
import type { Endpoint } from "../endpoint";
import { created, page, paging } from "../paging";
import {
  accepts,
  choice,
  emptiable,
  flag,
  integer,
  list,
  metadata,
  moment,
  object,
  positive,
  required,
  text,
} from "../parameters";
import { listObjects, needObject } from "../queries";
import { catchUp } from "../renewing";
import { details, updateSubscription } from "../subscription-requests";
import { invalid } from "../wire";

const statuses = ["active", "trialing", "past_due", "canceled", "ended", "all"] as const;

const cancellation = object({
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
});

/** https://docs.stripe.com/api/subscriptions */
export const subscriptionEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "subscriptions/:id", shape: {}, answer: ({ id }) => needObject("subscription", id) },
  {
    method: "GET",
    path: "subscriptions",
    shape: accepts<Stripe.SubscriptionListParams>()({
      ...paging,
      ...created,
      customer: text,
      price: text,
      status: choice(...statuses),
    }),
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
    shape: accepts<Stripe.SubscriptionUpdateParams>()({
      billing_cycle_anchor: object({ type: required(choice("now", "unchanged")) }),
      cancel_at_period_end: flag,
      cancellation_details: cancellation,
      default_payment_method: text,
      description: text,
      discounts: emptiable(list(object({ coupon: text, discount: text }))),
      items: list(object({ id: required(text), price: text, quantity: positive })),
      metadata,
      off_session: flag,
      pause_collection: emptiable(
        object({
          behavior: required(choice("void", "keep_as_draft", "mark_uncollectible")),
          resumes_at: integer,
        }),
      ),
      payment_behavior: choice("error_if_incomplete", "allow_incomplete"),
      proration_behavior: choice("always_invoice", "none"),
      proration_date: integer,
      trial_end: moment,
    }),
    answer: updateSubscription,
  },
  {
    method: "DELETE",
    path: "subscriptions/:id",
    shape: accepts<Stripe.SubscriptionCancelParams>()({
      invoice_now: flag,
      prorate: flag,
      cancellation_details: cancellation,
    }),
    async answer({ tx, id, given, at }) {
      const before = await catchUp(tx, id, at);
      if (before.status === "canceled") throw invalid(`No such subscription: '${id}'`, "id", "resource_missing");
      const said = { ...before, cancellation_details: { ...before.cancellation_details, ...details(before, given) } };
      await endSubscription(tx, said, "cancellation_requested", at);
      return needObject("subscription", id);
    },
  },
];
