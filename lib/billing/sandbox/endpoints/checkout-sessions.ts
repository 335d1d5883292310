import "server-only";
import type Stripe from "stripe";
import { expireSession } from "../checkout";
import { createSession } from "../checkout-opening";
import type { Endpoint } from "../endpoint";
import { created, page, paging } from "../paging";
import {
  accepts,
  choice,
  flag,
  integer,
  list,
  metadata,
  object,
  percent,
  positive,
  required,
  text,
} from "../parameters";
import { listObjects, needObject } from "../queries";
import { invalid } from "../wire";

const interval = choice("month", "year");

/** https://docs.stripe.com/api/checkout/sessions */
export const sessionEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "checkout/sessions",
    shape: accepts<Stripe.Checkout.SessionCreateParams>()({
      mode: required(choice("payment", "subscription")),
      line_items: required(
        list(
          object({
            price: text,
            price_data: object({
              currency: required(text),
              product: text,
              product_data: object({ name: required(text), description: text, metadata }),
              unit_amount: required(integer),
              recurring: object({ interval: required(interval), interval_count: positive }),
            }),
            quantity: required(positive),
          }),
        ),
      ),
      customer: required(text),
      success_url: required(text),
      cancel_url: text,
      client_reference_id: text,
      discounts: list(object({ coupon: text })),
      expires_at: integer,
      locale: text,
      ui_mode: choice("hosted_page"),
      metadata,
      allow_promotion_codes: flag,
      allowed_payment_method_types: list(choice("card", "alipay", "wechat_pay")),
      payment_method_collection: choice("always", "if_required"),
      payment_method_options: object({ wechat_pay: object({ client: choice("web") }) }),
      subscription_data: object({
        application_fee_percent: percent,
        billing_mode: object({ type: required(choice("flexible", "classic")) }),
        description: text,
        metadata,
        trial_end: integer,
        trial_period_days: positive,
      }),
      payment_intent_data: object({ application_fee_amount: integer, description: text, metadata }),
    }),
    answer: createSession,
  },
  { method: "GET", path: "checkout/sessions/:id", shape: {}, answer: ({ id }) => needObject("checkout.session", id) },
  {
    method: "GET",
    path: "checkout/sessions",
    shape: accepts<Stripe.Checkout.SessionListParams>()({
      ...paging,
      ...created,
      customer: text,
      payment_intent: text,
      subscription: text,
      status: choice("open", "complete", "expired"),
    }),
    async answer({ given }) {
      const all = await listObjects("checkout.session", given.customer as string | undefined);
      return page(all, given, "/v1/checkout/sessions", (each) =>
        (["payment_intent", "subscription", "status"] as const).every(
          (field) => given[field] === undefined || each[field] === given[field],
        ),
      );
    },
  },
  {
    method: "GET",
    path: "checkout/sessions/:id/line_items",
    shape: accepts<Stripe.Checkout.SessionListLineItemsParams>()(paging),
    async answer({ id, given }) {
      const session = await needObject("checkout.session", id);
      return page(session.line_items.data, given, `/v1/checkout/sessions/${id}/line_items`);
    },
  },
  {
    method: "POST",
    path: "checkout/sessions/:id/expire",
    shape: {},
    async answer({ tx, id, at }) {
      const session = await needObject("checkout.session", id);
      if (session.status !== "open")
        throw invalid(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
        );
      return expireSession(tx, session, at);
    },
  },
];
