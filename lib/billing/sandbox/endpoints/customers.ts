import "server-only";
import { put } from "../commands";
import type { Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import { sandboxId } from "../objects/ids";
import { page, paging } from "../paging";
import { mergeMetadata, metadata, metadataOf, text, textOr } from "../parameters";
import { listObjects, needObject } from "../queries";

/** https://docs.stripe.com/api/customers */
export const customerEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "customers",
    shape: { email: text, name: text, description: text, metadata },
    async answer({ tx, given, at }) {
      const customer = {
        id: sandboxId("customer"),
        object: "customer" as const,
        balance: 0,
        created: seconds(at),
        default_source: null,
        delinquent: false,
        description: textOr(given.description, null),
        email: textOr(given.email, null),
        name: textOr(given.name, null),
        invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
        livemode: false as const,
        metadata: metadataOf(given),
        shipping: null,
      };
      await put(tx, customer);
      return customer;
    },
  },
  {
    method: "POST",
    path: "customers/:id",
    shape: { email: text, name: text, description: text, metadata },
    async answer({ tx, id, given }) {
      const before = await needObject("customer", id);
      const customer = {
        ...before,
        email: textOr(given.email, before.email),
        name: textOr(given.name, before.name),
        metadata: mergeMetadata(before.metadata, given),
      };
      await put(tx, customer);
      return customer;
    },
  },
  { method: "GET", path: "customers/:id", shape: {}, answer: ({ id }) => needObject("customer", id) },
  {
    method: "GET",
    path: "customers",
    shape: { ...paging, email: text },
    async answer({ given }) {
      return page(
        await listObjects("customer"),
        given,
        "/v1/customers",
        (each) => given.email === undefined || each.email === given.email,
      );
    },
  },
];
