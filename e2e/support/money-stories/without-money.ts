import { transact } from "../../../db/client";
import { giveComp } from "../../../lib/billing/commands/comps";
import { joinCommunity } from "../../../lib/members/commands";
import { buys } from "./shop";
import type { MoneyStory } from "./story";

const trialEnd: MoneyStory = {
  name: "trial end: the card is charged, the next one fails",
  steps: [
    {
      at: "2026-01-10",
      stripe: (world) => buys(world, world.ada, world.tried.month, { card: "4000000000000341" }),
    },
    { at: "2026-01-12", stripe: (world) => buys(world, world.bob, world.tried.month) },
    { at: "2026-01-24T00:00:01" },
    { at: "2026-01-27" },
  ],
  ends: { payments: [5900], paidUntil: { ada: "2026-01-24", bob: "2026-02-26" } },
};

const comp: MoneyStory = {
  name: "comp, given before a plan is bought, outlasting it",
  steps: [
    {
      at: "2026-01-10",
      own: async ({ community, ada, small, ownerMemberId }) => {
        await transact(async (tx) => {
          const memberId = await joinCommunity(tx, { communityId: community.id, userId: ada, reason: "free" });
          const endsAt = new Date("2026-03-01T00:00:00Z");
          const given = { memberId, productId: small.productId, reason: "Found a bug", endsAt, actorId: ownerMemberId };
          await giveComp(tx, { communityId: community.id, ...given });
        });
      },
    },
    { at: "2026-01-20", stripe: (world) => buys(world, world.ada, world.big.month) },
    { at: "2026-02-21" },
  ],
  ends: { payments: [9900, 9900], paidUntil: { ada: "2026-03-20", bob: "none" } },
};

export const storiesWithoutMoney = [trialEnd, comp];
