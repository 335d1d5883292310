import { z } from "zod";

export const SandboxCard = z.object({
  session: z.string({ error: "required" }).min(1, "required").max(100, "invalid"),
  card: z.string().max(32).default(""),
});
export const clockSteps = ["day", "week", "month", "year"] as const;
export const MoveClock = z.object({ by: z.enum(clockSteps, "invalid") });
