import "server-only";
import type Stripe from "stripe";
import type { Endpoint } from "../endpoint";
import { created, page, paging } from "../paging";
import { accepts, choice, text } from "../parameters";
import { listObjects, needObject } from "../queries";

/**
 * Payment intents, their charges, and what they were paid with: https://docs.stripe.com/api/payment_intents,
 * https://docs.stripe.com/api/charges, https://docs.stripe.com/api/payment_methods
 */
export const paymentEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "payment_intents/:id", shape: {}, answer: ({ id }) => needObject("payment_intent", id) },
  {
    method: "GET",
    path: "payment_intents",
    shape: accepts<Stripe.PaymentIntentListParams>()({ ...paging, ...created, customer: text }),
    answer: async ({ given }) =>
      page(await listObjects("payment_intent", given.customer as string | undefined), given, "/v1/payment_intents"),
  },
  { method: "GET", path: "charges/:id", shape: {}, answer: ({ id }) => needObject("charge", id) },
  {
    method: "GET",
    path: "charges",
    shape: accepts<Stripe.ChargeListParams>()({ ...paging, ...created, customer: text, payment_intent: text }),
    async answer({ given }) {
      const all = await listObjects("charge", given.customer as string | undefined);
      return page(
        all,
        given,
        "/v1/charges",
        (each) => given.payment_intent === undefined || each.payment_intent === given.payment_intent,
      );
    },
  },
  { method: "GET", path: "payment_methods/:id", shape: {}, answer: ({ id }) => needObject("payment_method", id) },
  {
    method: "GET",
    path: "payment_methods",
    shape: accepts<Stripe.PaymentMethodListParams>()({ ...paging, customer: text, type: choice("card") }),
    async answer({ given }) {
      const all = await listObjects("payment_method", given.customer as string | undefined);
      return page(all, given, "/v1/payment_methods", ({ customer }) => customer !== null);
    },
  },
];
