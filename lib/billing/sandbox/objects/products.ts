import type { Metadata, TestBase } from "./base";

export interface SandboxProduct extends TestBase {
  object: "product";
  active: boolean;
  name: string;
  description: string | null;
  default_price: null;
  images: string[];
  marketing_features: never[];
  metadata: Metadata;
  package_dimensions: null;
  shippable: null;
  tax_details: null;
  type: "service";
  updated: number;
  url: null;
}

export interface SandboxPrice extends TestBase {
  object: "price";
  active: boolean;
  billing_scheme: "per_unit";
  currency: string;
  custom_unit_amount: null;
  lookup_key: string | null;
  metadata: Metadata;
  nickname: string | null;
  product: string;
  recurring: {
    interval: "month" | "year";
    interval_count: 1;
    meter: null;
    trial_period_days: null;
    usage_type: "licensed";
  } | null;
  tax_behavior: "unspecified";
  tiers_mode: null;
  transform_quantity: null;
  type: "one_time" | "recurring";
  unit_amount: number;
  unit_amount_decimal: string;
}
