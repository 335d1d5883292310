import { z } from "zod";
import { idField } from "./fields";

const PlanName = z.string({ error: "required" }).trim().min(1, "required").max(40, "too-long");
const PlanPromise = z.string().trim().max(120, "too-long").default("");
/** In major units as typed; empty for "not offered". */
const TypedPrice = z.string().trim().max(12, "bad-price").default("");

export const CreatePlan = z.object({
  community: z.string(),
  name: PlanName,
  promise: PlanPromise,
  month: TypedPrice,
  year: TypedPrice,
  includes: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(idField).max(50),
  ),
});
export const SetPlanPrices = z.object({ community: z.string(), product: idField, month: TypedPrice, year: TypedPrice });
export const ArchivePlan = z.object({ community: z.string(), product: idField });
