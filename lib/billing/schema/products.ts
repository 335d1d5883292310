import { z } from "zod";
import { idField } from "./fields";

export const productKinds = ["subscription", "pass", "one_off", "bundle", "free"] as const;

const Name = z.string({ error: "required" }).trim().min(1, "required").max(40, "too-long");
const PromiseLine = z.string().trim().max(120, "too-long").default("");
const Description = z.string().trim().max(4000, "too-long").default("");
/** In major units as typed; empty for "not offered". */
const TypedPrice = z.string().trim().max(12, "bad-price").default("");
/** A whole number of days as typed; empty for none. */
const days = (least: number, most: number) =>
  z
    .string()
    .trim()
    .default("")
    .refine((text) => text === "" || (/^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most), {
      error: most > 365 ? "bad-days" : "bad-trial-days",
    })
    .transform((text) => (text === "" ? null : Number(text)));
const Checked = z
  .string()
  .optional()
  .transform((value) => value === "on");
const Term = z.enum(["days", "until", "good"]).catch("good");

/** What the owner says of a product of any kind. */
const facts = {
  name: Name,
  promise: PromiseLine,
  description: Description,
  featured: Checked,
  refund: z.enum(["ends", "stays"]).catch("ends"),
  trial: days(0, 365),
  freeTrial: days(0, 365),
};
/** A price that is paid once, with how long it is for. */
const termPrice = {
  price: TypedPrice,
  term: Term,
  days: days(1, 3660),
  until: z.string().trim().max(10, "bad-date").default(""),
};

/** Benefits and items come as one field per box, `benefit:<id>` and `item:<id>`: see {@link tickedIds}. */
export const CreateProduct = z.object({
  community: z.string(),
  kind: z.enum(productKinds, "invalid"),
  ...facts,
  month: TypedPrice,
  year: TypedPrice,
  ...termPrice,
  own: Checked,
});
export const ChangeProduct = z.object({ community: z.string(), product: idField, ...facts });
export const SetProductContents = z.object({ community: z.string(), product: idField });
export const SetPlanPrices = z.object({ community: z.string(), product: idField, month: TypedPrice, year: TypedPrice });
export const SetTermPrice = z.object({ community: z.string(), product: idField, ...termPrice });
export const WithdrawPrice = z.object({ community: z.string(), product: idField, price: idField });
export const MoveSubscribers = z.object({ community: z.string(), product: idField, from: idField, to: idField });
export const MoveProduct = z.object({
  community: z.string(),
  product: idField,
  direction: z.enum(["up", "down"], "invalid"),
});
export const ArchivePlan = z.object({ community: z.string(), product: idField });

/** `?kind=` of the page that makes a product. */
export const NewProductQuery = z.object({ kind: z.enum(productKinds).catch("subscription") });

const tickedMax = 200;

/** The ids of the ticked boxes whose names begin with `prefix:`. */
export function tickedIds(form: FormData, prefix: "benefit" | "item" | "product"): string[] {
  return [...form.keys()]
    .filter((name) => name.startsWith(`${prefix}:`) && name.length <= 80)
    .slice(0, tickedMax)
    .map((name) => name.slice(prefix.length + 1));
}
