import "server-only";
import type Stripe from "stripe";
import type { Endpoint } from "../endpoint";
import { created, page, paging } from "../paging";
import { accepts, list, text } from "../parameters";
import { listObjects, needObject } from "../queries";

/** https://docs.stripe.com/api/events */
export const eventEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "events/:id", shape: {}, answer: ({ id }) => needObject("event", id) },
  {
    method: "GET",
    path: "events",
    shape: accepts<Stripe.EventListParams>()({ ...paging, ...created, type: text, types: list(text) }),
    async answer({ given }) {
      const types = (given.types as string[] | undefined) ?? (given.type === undefined ? null : [String(given.type)]);
      return page(
        await listObjects("event"),
        given,
        "/v1/events",
        (each) => types === null || types.includes(each.type),
      );
    },
  },
];
