import { z } from "zod";

/** An id of ours in a form. */
export const idField = z.string({ error: "required" }).min(1, "required").max(64, "invalid");
/** An empty field is one that was not filled in. */
export const emptyAsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
/** A coupon's code as typed; empty for none. */
export const couponField = z.string().trim().max(64, "coupon-unknown").default("");
