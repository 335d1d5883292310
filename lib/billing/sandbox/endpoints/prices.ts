import "server-only";
import type Stripe from "stripe";
import { put } from "../commands";
import type { Endpoint } from "../endpoint";
import { created, page, paging } from "../paging";
import {
  accepts,
  changed,
  choice,
  flag,
  integer,
  mergeMetadata,
  metadata,
  object,
  positive,
  required,
  text,
} from "../parameters";
import { makePrice, type PriceData } from "../pricing";
import { listObjects, needObject } from "../queries";

/** https://docs.stripe.com/api/prices */
export const priceEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "prices",
    shape: accepts<Stripe.PriceCreateParams>()({
      currency: required(text),
      product: text,
      product_data: object({ name: required(text), metadata }),
      unit_amount: required(integer),
      recurring: object({ interval: required(choice("month", "year")), interval_count: positive }),
      active: flag,
      nickname: text,
      lookup_key: text,
      metadata,
    }),
    answer: ({ tx, given, at }) => makePrice(tx, given as unknown as PriceData, { param: "", inline: false, at }),
  },
  {
    method: "POST",
    path: "prices/:id",
    shape: accepts<Stripe.PriceUpdateParams>()({ active: flag, metadata, nickname: text }),
    async answer({ tx, id, given }) {
      const before = await needObject("price", id);
      const active = typeof given.active === "boolean" ? given.active : before.active;
      const price = {
        ...before,
        active,
        nickname: changed(given.nickname, before.nickname),
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
    shape: accepts<Stripe.PriceListParams>()({ ...paging, ...created, active: flag, product: text }),
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
