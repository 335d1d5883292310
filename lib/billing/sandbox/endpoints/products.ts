import "server-only";
import type Stripe from "stripe";
import { put } from "../commands";
import type { Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import { sandboxId } from "../objects/ids";
import { created, page, paging } from "../paging";
import { accepts, changed, flag, mergeMetadata, metadata, metadataOf, required, text, textOr } from "../parameters";
import { newProduct } from "../pricing";
import { findObject, listObjects, needObject } from "../queries";
import { invalid } from "../wire";

/** https://docs.stripe.com/api/products */
export const productEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "products",
    shape: accepts<Stripe.ProductCreateParams>()({
      name: required(text),
      description: text,
      active: flag,
      metadata,
      id: text,
    }),
    async answer({ tx, given, at }) {
      const id = textOr(given.id, sandboxId("product"));
      if (await findObject("product", id))
        throw invalid(`Product already exists: ${id}`, "id", "resource_already_exists");
      const made = {
        id,
        name: String(given.name),
        description: textOr(given.description, ""),
        metadata: metadataOf(given),
      };
      const product = { ...newProduct(made, at), active: given.active !== false };
      await put(tx, product);
      return product;
    },
  },
  {
    method: "POST",
    path: "products/:id",
    shape: accepts<Stripe.ProductUpdateParams>()({ name: text, description: text, active: flag, metadata }),
    async answer({ tx, id, given, at }) {
      const before = await needObject("product", id);
      const product = {
        ...before,
        name: textOr(given.name, before.name),
        description: changed(given.description, before.description),
        active: typeof given.active === "boolean" ? given.active : before.active,
        metadata: mergeMetadata(before.metadata, given),
        updated: seconds(at),
      };
      await put(tx, product);
      return product;
    },
  },
  { method: "GET", path: "products/:id", shape: {}, answer: ({ id }) => needObject("product", id) },
  {
    method: "GET",
    path: "products",
    shape: accepts<Stripe.ProductListParams>()({ ...paging, ...created, active: flag }),
    async answer({ given }) {
      return page(
        await listObjects("product"),
        given,
        "/v1/products",
        (each) => given.active === undefined || each.active === given.active,
      );
    },
  },
];
