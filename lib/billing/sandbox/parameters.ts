import type { Metadata } from "./objects/base";
import { invalid, type Tree } from "./wire";

/**
 * What an endpoint accepts. Anything else is refused as Stripe refuses it, so a misspelt or removed parameter fails
 * here and not on the first real payment.
 */
type Rule =
  | { is: "text" }
  | { is: "integer"; least?: number }
  | { is: "flag" }
  | { is: "choice"; of: readonly string[] }
  | { is: "decimal"; most: number }
  | { is: "moment" }
  | { is: "metadata" }
  | { is: "list"; each: Rule; emptiable?: boolean }
  | { is: "object"; shape: Shape; emptiable?: boolean };

export interface Shape {
  [name: string]: Rule & { required?: boolean };
}

export const text = { is: "text" } as const;
export const integer = { is: "integer", least: 0 } as const;
export const positive = { is: "integer", least: 1 } as const;
export const flag = { is: "flag" } as const;
export const metadata = { is: "metadata" } as const;
/** Up to two places after the point, above 0 and up to 100. */
export const percent = { is: "decimal", most: 100 } as const;
/** A Unix time, or the word `now`. */
export const moment = { is: "moment" } as const;
export const choice = <const C extends string[]>(...of: C) => ({ is: "choice", of }) as const;
export const object = <const S extends Shape>(shape: S) => ({ is: "object", shape }) as const;
export const list = <const R extends Rule>(each: R) => ({ is: "list", each }) as const;
export const required = <const R extends Rule>(rule: R) => ({ ...rule, required: true }) as const;
/** May also be given as an empty string, which takes it away. */
export const emptiable = <const R extends Extract<Rule, { is: "list" | "object" }>>(rule: R) =>
  ({ ...rule, emptiable: true }) as const;

/** Every name in a shape must be one that Stripe's parameter type has; nested ones too. */
type Known<S, P> = {
  [K in keyof S]: K extends keyof P ? KnownRule<S[K], Exclude<P[K], undefined | null | "">> : never;
};
type KnownRule<R, V> = R extends { is: "object"; shape: infer S }
  ? Omit<R, "shape"> & { shape: Known<S, Hash<V>> }
  : R extends { is: "list"; each: infer E }
    ? Omit<R, "each"> & { each: KnownRule<E, Element<V>> }
    : R extends { is: "metadata" }
      ? R
      : [Extract<V, string | number | boolean>] extends [never]
        ? never
        : R;
type Hash<V> = V extends readonly unknown[] ? never : V extends object ? V : never;
type Element<V> = V extends readonly (infer E)[] ? E : never;

/** The shape of an endpoint, held against the type of Stripe's parameters: a name Stripe does not know does not compile. */
export const accepts =
  <P>() =>
  <const S extends Shape>(shape: S & Known<S, P>): Shape =>
    shape;

/** On every endpoint. */
const everywhere: Shape = { expand: list(text) };

/** A checked parameter set. */
export type Parameters = { [name: string]: Value };
type Value = string | number | boolean | Value[] | Parameters;

/** Checks a decoded body against an endpoint's shape. Throws Stripe's 400 naming the first wrong parameter. */
export function checkParameters(tree: Tree, shape: Shape): Parameters {
  return checkObject(tree, { ...everywhere, ...shape }, "");
}

function checkObject(tree: Tree, shape: Shape, prefix: string): Parameters {
  const checked: Parameters = {};
  for (const [name, value] of Object.entries(tree)) {
    const param = prefix ? `${prefix}[${name}]` : name;
    const rule = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!rule) throw invalid(`Received unknown parameter: ${param}`, param, "parameter_unknown");
    checked[name] = checkValue(value, rule, param);
  }
  for (const [name, rule] of Object.entries(shape)) {
    const param = prefix ? `${prefix}[${name}]` : name;
    if (rule.required && !(name in checked))
      throw invalid(`Missing required param: ${param}.`, param, "parameter_missing");
  }
  return checked;
}

function checkValue(value: string | Tree, rule: Rule, param: string): Value {
  switch (rule.is) {
    case "object":
      if (value === "" && rule.emptiable) return "";
      if (typeof value === "string") throw invalid("Invalid object", param);
      return checkObject(value, rule.shape, param);
    case "list":
      if (value === "" && rule.emptiable) return "";
      if (typeof value === "string") throw invalid("Invalid array", param);
      return Object.entries(value).map(([index, each]) => checkValue(each, rule.each, `${param}[${index}]`));
    case "metadata":
      return checkMetadata(value, param);
    default:
      if (typeof value !== "string") throw invalid("Invalid string", param);
      return checkText(value, rule, param);
  }
}

function checkText(
  value: string,
  rule: Extract<Rule, { is: "text" | "integer" | "flag" | "choice" | "decimal" | "moment" }>,
  param: string,
): Value {
  switch (rule.is) {
    case "text":
      if (value.length > 5000) throw invalid(`Invalid string: ${param} is too long`, param);
      return value;
    case "integer":
      return checkInteger(value, rule.least ?? 0, param);
    case "moment":
      return value === "now" ? value : checkInteger(value, 0, param);
    case "decimal":
      if (!/^\d{1,3}(\.\d{1,2})?$/.test(value) || Number(value) <= 0 || Number(value) > rule.most)
        throw invalid(`Invalid decimal: ${value}`, param);
      return Number(value);
    case "flag":
      if (value !== "true" && value !== "false") throw invalid(`Invalid boolean: ${value}`, param);
      return value === "true";
    case "choice":
      if (!rule.of.includes(value)) throw invalid(`Invalid ${param}: must be one of ${rule.of.join(", ")}`, param);
      return value;
  }
}

function checkInteger(value: string, least: number, param: string): number {
  if (!/^-?\d{1,15}$/.test(value)) throw invalid(`Invalid integer: ${value}`, param, "parameter_invalid_integer");
  const number = Number(value);
  if (number < least)
    throw invalid(`This value must be greater than or equal to ${least}.`, param, "parameter_invalid_integer");
  return number;
}

/** At most 50 keys of 40 characters with values of 500 (https://docs.stripe.com/api/metadata). */
function checkMetadata(value: string | Tree, param: string): Parameters | "" {
  if (typeof value === "string") {
    if (value === "") return "";
    throw invalid("Invalid object", param);
  }
  const entries = Object.entries(value);
  if (entries.length > 50) throw invalid("Metadata can only have up to 50 keys.", param);
  for (const [key, each] of entries) {
    if (typeof each !== "string") throw invalid("Metadata values must be strings.", `${param}[${key}]`);
    if (key.length > 40 || each.length > 500)
      throw invalid("Metadata keys have up to 40 and values up to 500 characters.", `${param}[${key}]`);
  }
  return Object.fromEntries(entries as [string, string][]);
}

/** A text that was given and is not empty, or something else. */
export const textOr = <T>(value: unknown, otherwise: T) =>
  typeof value === "string" && value !== "" ? value : otherwise;

/** A text field after an update: kept when not given, cleared when given empty. */
export function changed(given: unknown, before: string | null): string | null {
  if (given === undefined) return before;
  return textOr(given, null);
}

export const metadataOf = (given: Parameters) => (given.metadata || {}) as Metadata;

/** Keys given are set, keys given empty are removed, the rest stays (https://docs.stripe.com/api/metadata). */
export function mergeMetadata(before: Metadata, given: Parameters): Metadata {
  if (given.metadata === undefined) return before;
  if (given.metadata === "") return {};
  const merged = { ...before, ...metadataOf(given) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}
