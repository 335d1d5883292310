import "server-only";
import type { Endpoint } from "../endpoint";
import { page, paging } from "../paging";
import { text } from "../parameters";
import { listObjects, needObject } from "../queries";

/** Payment intents and their charges: https://docs.stripe.com/api/payment_intents, https://docs.stripe.com/api/charges */
export const paymentEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "payment_intents/:id", shape: {}, answer: ({ id }) => needObject("payment_intent", id) },
  {
    method: "GET",
    path: "payment_intents",
    shape: { ...paging, customer: text },
    answer: async ({ given }) =>
      page(await listObjects("payment_intent", given.customer as string | undefined), given, "/v1/payment_intents"),
  },
  { method: "GET", path: "charges/:id", shape: {}, answer: ({ id }) => needObject("charge", id) },
  {
    method: "GET",
    path: "charges",
    shape: { ...paging, customer: text, payment_intent: text },
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
];
