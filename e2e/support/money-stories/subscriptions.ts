import { cancelAtPeriodEnd, undoCancel } from "../../../lib/billing/change-subscription";
import { replaceCard } from "../../../lib/billing/sandbox/checkout";
import { buys, customerOf, runningOf } from "./shop";
import type { MoneyStory, StoryWorld } from "./story";

const joins = { at: "2026-01-15", stripe: (world: StoryWorld) => buys(world, world.ada, world.small.month) };
const cardThatFailsLater = { card: "4000000000000341" } as const;

const join: MoneyStory = {
  name: "join, with a coupon, while another joins too",
  steps: [
    {
      at: "2026-01-15",
      stripe: (world) => buys(world, world.ada, world.small.month, { coupon: world.code }),
    },
    { at: "2026-01-16", stripe: (world) => buys(world, world.bob, world.big.year) },
  ],
  ends: { payments: [3510, 99_000], paidUntil: { ada: "2026-02-15", bob: "2027-01-16" } },
};

const renew: MoneyStory = {
  name: "renew",
  steps: [joins, { at: "2026-02-15" }, { at: "2026-03-16" }],
  ends: { payments: [3900, 3900, 3900], paidUntil: { ada: "2026-04-15", bob: "none" } },
};

const fail: MoneyStory = {
  name: "fail, until the last try",
  steps: [
    { at: "2026-01-15", stripe: (world) => buys(world, world.ada, world.small.month, cardThatFailsLater) },
    { at: "2026-02-15" },
    { at: "2026-02-19" },
    { at: "2026-03-20" },
  ],
  ends: { payments: [3900], paidUntil: { ada: "2026-02-15", bob: "none" } },
};

const recover: MoneyStory = {
  name: "recover, with another card after a failed renewal",
  steps: [
    { at: "2026-01-15", stripe: (world) => buys(world, world.ada, world.small.month, cardThatFailsLater) },
    { at: "2026-02-15" },
    { at: "2026-02-19", stripe: async (world) => replaceCard(await customerOf(world.ada), "4242424242424242") },
    { at: "2026-03-16" },
  ],
  ends: { payments: [3900, 3900, 3900], paidUntil: { ada: "2026-04-15", bob: "none" } },
};

const cancels = {
  at: "2026-01-25",
  stripe: async (world: StoryWorld) => cancelAtPeriodEnd(world.ada, (await runningOf(world, world.ada)).id, "unused"),
};

const cancel: MoneyStory = {
  name: "cancel, and the period ends",
  steps: [joins, cancels, { at: "2026-02-16" }],
  ends: { payments: [3900], paidUntil: { ada: "2026-02-15", bob: "none" } },
};

const undo: MoneyStory = {
  name: "undo a cancellation",
  steps: [
    joins,
    cancels,
    {
      at: "2026-02-01",
      stripe: async (world) => undoCancel(world.ada, (await runningOf(world, world.ada)).id),
    },
    { at: "2026-02-16" },
  ],
  ends: { payments: [3900, 3900], paidUntil: { ada: "2026-03-15", bob: "none" } },
};

export const subscriptionStories = [join, renew, fail, recover, cancel, undo];
