import "server-only";
import type { Endpoint } from "../endpoint";
import { page, paging } from "../paging";
import { choice, text } from "../parameters";
import { listObjects, needObject } from "../queries";

/** https://docs.stripe.com/api/invoices */
export const invoiceEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "invoices/:id", shape: {}, answer: ({ id }) => needObject("invoice", id) },
  {
    method: "GET",
    path: "invoices",
    shape: {
      ...paging,
      customer: text,
      subscription: text,
      status: choice("draft", "open", "paid", "uncollectible", "void"),
    },
    async answer({ given }) {
      const all = await listObjects("invoice", given.customer as string | undefined);
      return page(
        all,
        given,
        "/v1/invoices",
        (each) =>
          (given.status === undefined || each.status === given.status) &&
          (given.subscription === undefined || each.parent.subscription_details.subscription === given.subscription),
      );
    },
  },
];
