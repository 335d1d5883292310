import "server-only";
import type { Tx } from "@/db/client";
import { put } from "./commands";
import { type Metadata, seconds } from "./objects/base";
import { sandboxId } from "./objects/ids";
import type { SandboxPrice, SandboxProduct } from "./objects/products";
import { needObject } from "./queries";
import { invalid } from "./wire";

export interface PriceData {
  currency: string;
  product?: string;
  product_data?: { name: string; description?: string; metadata?: Metadata };
  unit_amount: number;
  recurring?: { interval: "month" | "year"; interval_count?: number };
  nickname?: string;
  lookup_key?: string;
  active?: boolean;
  metadata?: Metadata;
}

/** A bare product of that name, stored by the caller. */
export function newProduct(
  data: { id?: string; name: string; description?: string; metadata?: Metadata },
  at: Date,
): SandboxProduct {
  return {
    id: data.id || sandboxId("product"),
    object: "product",
    active: true,
    created: seconds(at),
    default_price: null,
    description: data.description || null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: data.metadata || {},
    name: data.name,
    package_dimensions: null,
    shippable: null,
    tax_details: null,
    type: "service",
    updated: seconds(at),
    url: null,
  };
}

/** Makes a price, and the product it names when that is new. One made for a checkout cannot be bought again by its id. */
export async function makePrice(
  tx: Tx,
  data: PriceData,
  { param, inline, at }: { param: string; inline: boolean; at: Date },
): Promise<SandboxPrice> {
  const { currency, recurring, unit_amount } = data;
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, inside(param, "currency"));
  if (unit_amount > 99_999_999)
    throw invalid("Amount must be no more than 99999999.", inside(param, "unit_amount"), "amount_too_large");
  if (recurring?.interval_count !== undefined && recurring.interval_count !== 1)
    throw invalid(
      "The payment sandbox knows intervals of one month and one year.",
      inside(param, "recurring", "interval_count"),
    );
  const price: SandboxPrice = {
    id: sandboxId("price"),
    object: "price",
    active: !inline && data.active !== false,
    billing_scheme: "per_unit",
    created: seconds(at),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: data.lookup_key || null,
    metadata: data.metadata || {},
    nickname: data.nickname || null,
    product: await productOf(tx, data, param, at),
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
    unit_amount,
    unit_amount_decimal: String(unit_amount),
  };
  await put(tx, price);
  return price;
}

/** How Stripe names a parameter that lies inside of others. */
const inside = (param: string, ...names: string[]) =>
  [param, ...names].filter(Boolean).reduce((path, name) => `${path}[${name}]`);

async function productOf(tx: Tx, data: PriceData, param: string, at: Date): Promise<string> {
  if ((data.product === undefined) === (data.product_data === undefined))
    throw invalid(
      "You must specify either `product` or `product_data`.",
      inside(param, "product"),
      "parameter_missing",
    );
  if (data.product !== undefined) return (await needObject("product", data.product, inside(param, "product"))).id;
  const product = newProduct(data.product_data!, at);
  await put(tx, product);
  return product.id;
}
