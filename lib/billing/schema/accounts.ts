import { z } from "zod";
import { emptyAsAbsent } from "./fields";

export const ConnectAccount = z.object({ community: z.string() });
export const DisconnectAccount = z.object({ community: z.string() });
export const Reconcile = z.object({ community: z.string() });

const digits = /^\d{1,4}$/;
const wholeNumber = (message: string, most: number) =>
  z
    .string()
    .trim()
    .regex(digits, message)
    .transform(Number)
    .refine((value) => value <= most, message);

export const graceDaysMax = 21;
export const refundDaysMax = 365;

export const SetTerms = z.object({
  community: z.string(),
  graceDays: wholeNumber("bad-grace-days", graceDaysMax),
  refundDays: wholeNumber("bad-refund-days", refundDaysMax),
  /** Empty for any number. */
  refundMaxPosts: emptyAsAbsent(wholeNumber("bad-count", 9999)),
});

/** How the owner comes to the page: from Stripe, or from a comparison with so many differences (or not ended yet). */
export const PaymentSettingsQuery = z.object({
  from: z.literal("stripe").optional().catch(undefined),
  compared: z
    .union([z.literal("later"), z.coerce.number().int().min(0)])
    .nullable()
    .catch(null)
    .default(null),
});
