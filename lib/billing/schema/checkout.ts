import { z } from "zod";
import { couponField, idField } from "./fields";

/** Which price to pay. What it costs is never part of a form. */
export const StartCheckout = z.object({ community: z.string(), price: idField, coupon: couponField });
/** Which plan to try without a card. */
export const StartFreeTrial = z.object({ community: z.string(), product: idField });

/** What the checkout sends people back with. */
export const ReturnQuery = z.object({
  order: idField.catch(""),
  session_id: z.string().max(200).optional().catch(undefined),
});
