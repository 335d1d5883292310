import { z } from "zod";
import { idField } from "./fields";

/** `member` is a handle; `until` the last day, or nothing for as long as the community stands. */
export const GiveComp = z.object({
  community: z.string(),
  member: z.string({ error: "required" }).trim().min(1, "required").max(41, "invalid"),
  product: idField,
  reason: z.string({ error: "required" }).trim().min(1, "required").max(200, "too-long"),
  until: z.string().trim().max(10, "bad-date").default(""),
});
export const EndComp = z.object({ community: z.string(), comp: idField });
