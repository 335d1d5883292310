import "server-only";
import type Stripe from "stripe";
import { decideDispute } from "../disputing";
import type { Endpoint } from "../endpoint";
import { created, page, paging } from "../paging";
import { accepts, text } from "../parameters";
import { customerBehind, listObjects, needObject } from "../queries";

/** https://docs.stripe.com/api/disputes */
export const disputeEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "disputes/:id", shape: {}, answer: ({ id }) => needObject("dispute", id) },
  {
    method: "GET",
    path: "disputes",
    shape: accepts<Stripe.DisputeListParams>()({ ...paging, ...created, charge: text, payment_intent: text }),
    async answer({ given }) {
      const all = await listObjects("dispute", await customerBehind(given));
      return page(
        all,
        given,
        "/v1/disputes",
        (each) =>
          (given.charge === undefined || each.charge === given.charge) &&
          (given.payment_intent === undefined || each.payment_intent === given.payment_intent),
      );
    },
  },
  {
    method: "POST",
    path: "disputes/:id/close",
    shape: {},
    // Whoever closes a dispute has given up: it is lost.
    answer: async ({ tx, id, at }) => decideDispute(tx, await needObject("dispute", id), "lost", at),
  },
];
