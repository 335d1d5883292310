import { z } from "zod";
import { intervals } from "./billing-period";
import { cancelReasons } from "./types";

const id = z.string({ error: "required" }).min(1, "required").max(64, "invalid");
const emptyAsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** Which price to pay. What it costs is never part of a form. */
export const StartCheckout = z.object({ community: z.string(), price: id });
export const ChangePlan = z.object({ community: z.string(), price: id });

export const CancelSubscription = z.object({ subscription: id, reason: emptyAsAbsent(z.enum(cancelReasons)) });
export const SubscriptionRef = z.object({ subscription: id });
export const ChangeCard = z.object({});

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
    z.array(id).max(50),
  ),
});
export const SetPlanPrices = z.object({ community: z.string(), product: id, month: TypedPrice, year: TypedPrice });
export const ArchivePlan = z.object({ community: z.string(), product: id });

export const SandboxCard = z.object({
  session: z.string({ error: "required" }).min(1, "required").max(100, "invalid"),
  card: z.string().max(32).default(""),
});
export const clockSteps = ["day", "week", "month", "year"] as const;
export const MoveClock = z.object({ by: z.enum(clockSteps, "invalid") });

/** `?per=` on the join page. */
export const JoinQuery = z.object({ per: z.enum(intervals).catch("month") });
/** What the checkout sends people back with. */
export const ReturnQuery = z.object({
  order: id.catch(""),
  session_id: z.string().max(200).optional().catch(undefined),
});
