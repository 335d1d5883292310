"use server";
import { publicAction } from "@/lib/access/action";
import { minuteMs, now } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/errors";
import { isDemo } from "@/lib/platform/installation";
import { paymentsAreReal } from "../../gateway";
import { MoveClock } from "../../schema/sandbox";
import { advanceSandbox, clockStep, moveClock } from "../clock";

/** Lets time pass in a demo. Everybody there may: it is theirs to play with. */
export const moveClockAction = publicAction({
  name: "sandbox.move-clock",
  schema: MoveClock,
  limits: { perAddress: [60, 10 * minuteMs] },
  handler: async ({ input }) => {
    if (paymentsAreReal() || !(await isDemo())) throw new NotFound();
    await moveClock(clockStep(now(), input.by));
    await advanceSandbox(now());
    return { redirectTo: "/sandbox/clock?moved=yes" };
  },
});
