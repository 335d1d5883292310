import "server-only";
import type Stripe from "stripe";
import { payOpenInvoice, previewInvoice } from "../billing-on-request";
import type { Endpoint } from "../endpoint";
import { created, page, paging } from "../paging";
import { accepts, choice, flag, integer, list, moment, object, positive, required, text } from "../parameters";
import { listObjects, needObject } from "../queries";

/** https://docs.stripe.com/api/invoices */
export const invoiceEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "invoices/create_preview",
    shape: accepts<Stripe.InvoiceCreatePreviewParams>()({
      customer: text,
      subscription: required(text),
      subscription_details: object({
        billing_cycle_anchor: object({ type: required(choice("now", "unchanged")) }),
        cancel_at_period_end: flag,
        items: list(object({ id: required(text), price: text, quantity: positive })),
        proration_behavior: choice("always_invoice", "none"),
        proration_date: integer,
        trial_end: moment,
      }),
    }),
    answer: previewInvoice,
  },
  {
    method: "POST",
    path: "invoices/:id/pay",
    shape: accepts<Stripe.InvoicePayParams>()({ payment_method: text, off_session: flag }),
    answer: payOpenInvoice,
  },
  { method: "GET", path: "invoices/:id", shape: {}, answer: ({ id }) => needObject("invoice", id) },
  {
    method: "GET",
    path: "invoices/:id/lines",
    shape: accepts<Stripe.InvoiceListLineItemsParams>()(paging),
    answer: async ({ id, given }) =>
      page((await needObject("invoice", id)).lines.data, given, `/v1/invoices/${id}/lines`),
  },
  {
    method: "GET",
    path: "invoices",
    shape: accepts<Stripe.InvoiceListParams>()({
      ...paging,
      ...created,
      customer: text,
      subscription: text,
      status: choice("draft", "open", "paid", "uncollectible", "void"),
    }),
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
