import { z } from "zod";

const id = z.string({ error: "required" }).min(1, "required").max(100, "invalid");

export const SandboxCard = z.object({
  session: id,
  card: z.string().max(32).default(""),
});
export const clockSteps = ["day", "week", "month", "year"] as const;
export const MoveClock = z.object({ by: z.enum(clockSteps, "invalid") });

export const PortalWish = z.object({
  session: id,
  subscription: id,
  what: z.enum(["price", "cancel", "keep", "end"], "invalid"),
  price: z.string().max(100).default(""),
});

export const AccountStep = z.object({ link: id, step: z.enum(["finish", "restrict"], "invalid") });

export const SendAgain = z.object({ event: id, copies: z.coerce.number("invalid").int("invalid").min(1).max(10) });

const count = (most: number) => z.coerce.number("invalid").int("invalid").min(0, "invalid").max(most, "invalid");

export const DeliveryWish = z.object({
  hold: z.coerce.boolean().default(false),
  shuffle: z.coerce.boolean().default(false),
  copies: count(10).min(1, "invalid").default(1),
  delaySeconds: count(600).default(0),
});

export const faultPaths = ["", "POST checkout/sessions", "POST subscriptions", "POST refunds", "GET"] as const;
export const FaultWish = z.object({
  path: z.enum(faultPaths, "invalid").default(""),
  kind: z.enum(["500", "503", "429", "402", "slow", "lost"], "invalid"),
  times: count(100).min(1, "invalid").default(1),
});
export const NoWish = z.object({});

export const BankDecision = z.object({
  id,
  what: z.enum(["dispute", "won", "lost", "refund-done", "refund-fails", "return-payout"], "invalid"),
});
