import { z } from "zod";
import { intervals } from "../billing-period";
import { idField } from "./fields";

/** Which price to pay. What it costs is never part of a form. */
export const StartCheckout = z.object({ community: z.string(), price: idField });

/** `?per=` on the join page. */
export const JoinQuery = z.object({ per: z.enum(intervals).catch("month") });
/** What the checkout sends people back with. */
export const ReturnQuery = z.object({
  order: idField.catch(""),
  session_id: z.string().max(200).optional().catch(undefined),
});
