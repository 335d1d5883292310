import { z } from "zod";
import { cancelReasons } from "../types";
import { emptyAsAbsent, idField } from "./fields";

/** `shown` is the moment (epoch milliseconds) as of which the amount on the page was worked out. */
export const ChangePlan = z.object({
  community: z.string(),
  price: idField,
  shown: emptyAsAbsent(z.string().regex(/^\d{13}$/, "invalid")),
});
export const CancelSubscription = z.object({
  subscription: idField,
  reason: emptyAsAbsent(z.enum(cancelReasons)),
  comment: z.string().trim().max(500, "too-long").default(""),
});
export const SubscriptionRef = z.object({ subscription: idField });
export const pauseMonths = ["1", "2", "3", "6"] as const;
export const PauseSubscription = z.object({ subscription: idField, months: z.enum(pauseMonths, "invalid") });
/** Whose card: that of one subscription, else of the account most people pay through. */
export const ChangeCard = z.object({ subscription: emptyAsAbsent(idField) });
