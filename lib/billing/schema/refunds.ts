import { z } from "zod";
import { idField } from "./fields";

const Reason = z.string().trim().max(500, "too-long").default("");

/** One's own payment, taken back whole. */
export const RefundOwn = z.object({ payment: idField, reason: Reason });

/** In major units as typed; empty for all that is left. */
export const Refund = z.object({
  community: z.string(),
  payment: idField,
  amount: z.string().trim().max(16, "refund-amount").default(""),
  reason: Reason,
  /** Hidden: how much could go back when the form was drawn, so that a form sent twice is one refund. */
  left: z.coerce.number().int().optional(),
  /** A checkbox: whether access that this payment opened ends with a full refund. */
  endsAccess: z.preprocess((value) => value === "on" || value === "yes", z.boolean()),
});
