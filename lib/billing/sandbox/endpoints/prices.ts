import "server-only";
import { put } from "../commands";
import type { Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import { sandboxId } from "../objects/ids";
import type { SandboxPrice } from "../objects/products";
import { page, paging } from "../paging";
import {
  choice,
  flag,
  integer,
  mergeMetadata,
  metadata,
  metadataOf,
  object,
  required,
  text,
  textOr,
} from "../parameters";
import { listObjects, needObject } from "../queries";
import { invalid } from "../wire";

/** https://docs.stripe.com/api/prices */
export const priceEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "prices",
    shape: {
      currency: required(text),
      product: required(text),
      unit_amount: required(integer),
      recurring: object({ interval: required(choice("month", "year")), interval_count: { is: "integer", least: 1 } }),
      active: flag,
      nickname: text,
      lookup_key: text,
      metadata,
    },
    async answer({ tx, given, at }) {
      await needObject("product", String(given.product), "product");
      const currency = String(given.currency);
      if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, "currency");
      const recurring = given.recurring as { interval: "month" | "year"; interval_count?: number } | undefined;
      if (recurring?.interval_count !== undefined && recurring.interval_count !== 1)
        throw invalid("The payment sandbox knows intervals of one month and one year.", "recurring[interval_count]");
      const price: SandboxPrice = {
        id: sandboxId("price"),
        object: "price",
        active: given.active !== false,
        billing_scheme: "per_unit",
        created: seconds(at),
        currency,
        custom_unit_amount: null,
        livemode: false,
        lookup_key: textOr(given.lookup_key, null),
        metadata: metadataOf(given),
        nickname: textOr(given.nickname, null),
        product: String(given.product),
        recurring: recurring
          ? {
              interval: recurring.interval,
              interval_count: 1,
              meter: null,
              trial_period_days: null,
              usage_type: "licensed",
            }
          : null,
        tax_behavior: "unspecified",
        tiers_mode: null,
        transform_quantity: null,
        type: recurring ? "recurring" : "one_time",
        unit_amount: Number(given.unit_amount),
        unit_amount_decimal: String(given.unit_amount),
      };
      await put(tx, price);
      return price;
    },
  },
  {
    method: "POST",
    path: "prices/:id",
    shape: { active: flag, metadata, nickname: text },
    async answer({ tx, id, given }) {
      const before = await needObject("price", id);
      const active = typeof given.active === "boolean" ? given.active : before.active;
      const price = {
        ...before,
        active,
        nickname: textOr(given.nickname, before.nickname),
        metadata: mergeMetadata(before.metadata, given),
      };
      await put(tx, price);
      return price;
    },
  },
  { method: "GET", path: "prices/:id", shape: {}, answer: ({ id }) => needObject("price", id) },
  {
    method: "GET",
    path: "prices",
    shape: { ...paging, active: flag, product: text },
    async answer({ given }) {
      return page(
        await listObjects("price"),
        given,
        "/v1/prices",
        (each) =>
          (given.active === undefined || each.active === given.active) &&
          (given.product === undefined || each.product === given.product),
      );
    },
  },
];
