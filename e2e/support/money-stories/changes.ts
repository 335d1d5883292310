import { changePlan } from "../../../lib/billing/change-subscription";
import { scheduleChange } from "../../../lib/billing/schedule-change";
import { buys, runningOf } from "./shop";
import type { MoneyStory } from "./story";

const upgrade: MoneyStory = {
  name: "upgrade in the middle of a month",
  steps: [
    { at: "2026-04-01", stripe: (world) => buys(world, world.ada, world.small.month) },
    {
      at: "2026-04-16",
      stripe: async (world) => changePlan(world.ada, (await runningOf(world, world.ada)).id, world.big.month),
    },
    { at: "2026-05-02" },
  ],
  // Half a month of the difference, then the whole price.
  ends: { payments: [3000, 3900, 9900], paidUntil: { ada: "2026-06-01", bob: "none" } },
};

const downgrade: MoneyStory = {
  name: "downgrade, with the end of the period",
  steps: [
    { at: "2026-04-01", stripe: (world) => buys(world, world.ada, world.big.month) },
    {
      at: "2026-04-16",
      stripe: async (world) => scheduleChange(world.ada, (await runningOf(world, world.ada)).id, world.small.month),
    },
    { at: "2026-05-02" },
    { at: "2026-06-02" },
  ],
  ends: { payments: [3900, 3900, 9900], paidUntil: { ada: "2026-07-01", bob: "none" } },
};

export const changeStories = [upgrade, downgrade];
