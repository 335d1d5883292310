import { z } from "zod";
import { couponKey } from "../coupon";
import { idField } from "./fields";

const Day = z.string().trim().max(10, "bad-date").default("");
/** A whole number above zero as typed; empty for none. */
const count = (most: number) =>
  z
    .string()
    .trim()
    .default("")
    .refine((text) => text === "" || (/^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= most), {
      error: "bad-count",
    })
    .transform((text) => (text === "" ? null : Number(text)));

/** Products come as one field per box, `product:<id>`; none means all of them. */
export const CreateCoupon = z.object({
  community: z.string(),
  code: z
    .string({ error: "required" })
    .trim()
    .min(1, "required")
    .max(32, "too-long")
    .refine((code) => /^[\p{L}\p{N}]{3,32}$/u.test(couponKey(code)), { error: "coupon-code-bad" }),
  form: z.enum(["percent", "amount"], "invalid"),
  value: z.string().trim().max(16, "bad-price").default(""),
  duration: z.enum(["once", "months", "forever"], "invalid"),
  months: count(36),
  from: Day,
  until: Day,
  maxTotal: count(1_000_000),
  maxPerPerson: count(1000),
});
export const ArchiveCoupon = z.object({ community: z.string(), coupon: idField });
