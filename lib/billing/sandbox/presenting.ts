import "server-only";
import { shown } from "./objects/kinds";
import { findAny } from "./queries";
import { invalid } from "./wire";

export type Json = Record<string, unknown>;

/** Fields that only appear when asked for with `expand[]`. */
const onlyExpanded: Record<string, string[]> = {
  "checkout.session": ["line_items"],
  coupon: ["applies_to"],
  invoice: ["payments"],
};

/** Hides what is internal or not asked for, and puts objects in the place of the ids that `expand` names. */
export async function present(object: object, expand: readonly string[]): Promise<Json> {
  const visible = shown(object) as Json;
  if (visible.object === "list") {
    const inner = expand.map((path) => {
      if (!path.startsWith("data.")) throw unexpandable(path);
      return path.slice("data.".length);
    });
    return { ...visible, data: await Promise.all((visible.data as object[]).map((each) => present(each, inner))) };
  }
  hide(visible, expand);
  for (const path of expand) await expandPath(visible, path);
  return visible;
}

function hide(visible: Json, expand: readonly string[]): void {
  for (const field of onlyExpanded[String(visible.object)] ?? []) {
    if (!expand.some((path) => path.split(".")[0] === field)) delete visible[field];
  }
}

const unexpandable = (path: string) => invalid(`This property cannot be expanded (${path}).`, "expand");

const expandMaxDepth = 4;

async function expandPath(object: Json, path: string): Promise<void> {
  const [field = "", ...rest] = path.split(".");
  if (rest.length >= expandMaxDepth || !Object.hasOwn(object, field)) throw unexpandable(path);
  object[field] = await expanded(object[field], rest, path);
}

/** The value with its id, or each of its ids, replaced by the object, and the rest of the path expanded in it. */
async function expanded(value: unknown, rest: readonly string[], path: string): Promise<unknown> {
  if (value === null) return null;
  if (Array.isArray(value)) return Promise.all(value.map((each) => expanded(each, rest, path)));
  if (typeof value !== "string" && typeof value !== "object") throw unexpandable(path);
  const target = typeof value === "string" ? await objectById(value, rest, path) : structuredClone(value as Json);
  if (target.object === "list") {
    const inner = rest[0] === "data" ? rest.slice(1) : rest;
    if (inner.length > 0) for (const each of target.data as Json[]) await expandPath(each, inner.join("."));
  } else if (rest.length > 0) await expandPath(target, rest.join("."));
  return target;
}

async function objectById(id: string, rest: readonly string[], path: string): Promise<Json> {
  const found = await findAny(id);
  if (!found) throw unexpandable(path);
  const visible = shown(found);
  hide(visible, [rest.join(".")]);
  return visible;
}
