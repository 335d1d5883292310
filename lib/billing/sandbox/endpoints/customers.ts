import "server-only";
import type Stripe from "stripe";
import { put } from "../commands";
import type { Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import { sandboxId } from "../objects/ids";
import { created, page, paging } from "../paging";
import { accepts, changed, mergeMetadata, metadata, metadataOf, object, text, textOr } from "../parameters";
import { listObjects, needObject } from "../queries";

/** https://docs.stripe.com/api/customers */
export const customerEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "customers",
    shape: accepts<Stripe.CustomerCreateParams>()({ email: text, name: text, description: text, metadata }),
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
    shape: accepts<Stripe.CustomerUpdateParams>()({
      email: text,
      name: text,
      description: text,
      invoice_settings: object({ default_payment_method: text }),
      metadata,
    }),
    async answer({ tx, id, given }) {
      const before = await needObject("customer", id);
      const settings = (given.invoice_settings ?? {}) as { default_payment_method?: string };
      if (settings.default_payment_method)
        await needObject("payment_method", settings.default_payment_method, "invoice_settings[default_payment_method]");
      const customer = {
        ...before,
        description: changed(given.description, before.description),
        email: changed(given.email, before.email),
        name: changed(given.name, before.name),
        invoice_settings: {
          ...before.invoice_settings,
          default_payment_method: changed(
            settings.default_payment_method,
            before.invoice_settings.default_payment_method,
          ),
        },
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
    shape: accepts<Stripe.CustomerListParams>()({ ...paging, ...created, email: text }),
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
