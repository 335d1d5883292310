import "server-only";
import { put } from "../commands";
import type { Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import { sandboxId } from "../objects/ids";
import { page, paging } from "../paging";
import { flag, mergeMetadata, metadata, metadataOf, required, text, textOr } from "../parameters";
import { findObject, listObjects, needObject } from "../queries";
import { invalid } from "../wire";

/** https://docs.stripe.com/api/products */
export const productEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "products",
    shape: { name: required(text), description: text, active: flag, metadata, id: text },
    async answer({ tx, given, at }) {
      const id = textOr(given.id, sandboxId("product"));
      if (await findObject("product", id))
        throw invalid(`Product already exists: ${id}`, "id", "resource_already_exists");
      const product = {
        id,
        object: "product" as const,
        active: given.active !== false,
        created: seconds(at),
        default_price: null,
        description: textOr(given.description, null),
        images: [],
        livemode: false as const,
        marketing_features: [],
        metadata: metadataOf(given),
        name: String(given.name),
        package_dimensions: null,
        shippable: null,
        tax_details: null,
        type: "service" as const,
        updated: seconds(at),
        url: null,
      };
      await put(tx, product);
      return product;
    },
  },
  {
    method: "POST",
    path: "products/:id",
    shape: { name: text, description: text, active: flag, metadata },
    async answer({ tx, id, given, at }) {
      const before = await needObject("product", id);
      const product = {
        ...before,
        name: textOr(given.name, before.name),
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
    shape: { ...paging, active: flag },
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
