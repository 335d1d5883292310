import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import { makePaidCommunity, makePerson, type PaidCommunity } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { buy, heldBy, makeBundle, makeTutorial } from "@/e2e/support/selling-world";
import { joinCommunity } from "@/lib/members/commands";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { endComp, giveComp, startFreeTrial } from "./commands/comps";
import { stripe } from "./gateway";
import { listComps } from "./queries/comps";
import { findCustomer } from "./queries/customers";
import { findQuote } from "./queries/quotes";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const join = ({ community }: PaidCommunity, userId: string) =>
  transact((tx) => joinCommunity(tx, { communityId: community.id, userId, reason: "free" }));
const ownerOf = async ({ community }: PaidCommunity) =>
  (await read().select().from(members).where(eq(members.communityId, community.id))).find(
    ({ role }) => role === "owner",
  )!.id;
const confirm = (userId: string, email?: string) =>
  transact((tx) =>
    tx
      .update(users)
      .set({ emailVerifiedAt: now(), ...(email && { email, emailCanonical: email }) })
      .where(eq(users.id, userId)),
  );

describe("a comp", () => {
  it("opens what the product opens until its end, with a reason that stands beside it", async () => {
    await withTravellingClock(day("2026-03-01"), async () => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      const memberId = await join(world, ada);
      const actorId = await ownerOf(world);
      const comp = { communityId: world.community.id, memberId, actorId, reason: "Thanks for the talk" };
      await transact((tx) => giveComp(tx, { ...comp, productId: world.big.productId, endsAt: day("2026-04-01") }));
      const both = [world.big.benefitId, world.small.benefitId].sort();
      expect((await heldBy(ada)).map(([source, benefit, , until]) => [source, benefit, until])).toEqual(
        both.map((benefit) => ["comp", benefit, day("2026-04-01").toISOString()]),
      );
      expect(await listComps(world.community.id)).toMatchObject([
        { kind: "comp", name: "Ada", productName: "Big", reason: comp.reason, givenBy: "Owner", endedEarly: false },
      ]);
    });
  });

  it("of a bundle opens its items, and ends at once when it is taken back", async () => {
    await withTravellingClock(day("2026-03-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      const memberId = await join(world, ada);
      const items = [await makeTutorial(world, "raft", 1900), await makeTutorial(world, "wal", 2900)];
      const bundle = await makeBundle(
        world,
        items.map(({ productId }) => productId),
        3900,
      );
      const actorId = await ownerOf(world);
      const communityId = world.community.id;
      const comp = { communityId, memberId, actorId, reason: "Prize", productId: bundle.productId, endsAt: null };
      const compId = await transact((tx) => giveComp(tx, comp));
      expect((await heldBy(ada)).map(([, benefit, , until]) => [benefit, until]).sort()).toEqual(
        items.map(({ benefitId }) => [benefitId, null]).sort(),
      );
      travel(day("2026-03-09"));
      const end = () => transact((tx) => endComp(tx, { communityId, compId, actorId }));
      await end();
      travel(day("2026-03-20"));
      await end();
      expect((await heldBy(ada)).map(([, , , until]) => until)).toEqual(Array(2).fill(day("2026-03-09").toISOString()));
      const told = (await read().select().from(journal)).filter(({ verb }) => verb.startsWith("comp."));
      expect(told.map(({ verb }) => verb).sort()).toEqual(["comp.ended", "comp.given"]);
    });
  });

  it("needs a reason, an end ahead, a member of this community and a product of it", async () => {
    const [world, other] = [await makePaidCommunity("wheels"), await makePaidCommunity("slow-query")];
    const ada = await makePerson();
    const memberId = await join(world, ada);
    const comp = {
      communityId: world.community.id,
      memberId,
      productId: world.small.productId,
      reason: "Prize",
      endsAt: null,
      actorId: memberId,
    };
    const give = (change: object) => transact((tx) => giveComp(tx, { ...comp, ...change }));
    await expect(give({ reason: " " })).rejects.toThrow("required");
    await expect(give({ endsAt: now() })).rejects.toThrow("past-date");
    await expect(give({ productId: other.small.productId })).rejects.toThrow("gone");
    await expect(give({ communityId: other.community.id, productId: other.small.productId })).rejects.toThrow("gone");
    expect(await heldBy(ada)).toEqual([]);
  });
});

describe("a trial without a card", () => {
  it("joins, opens the plan for its days, and is there once for a mailbox; a later checkout has no trial", async () => {
    await withTravellingClock(day("2026-03-01"), async () => {
      const world = await makePaidCommunity();
      const { productId } = world.small;
      await transact((tx) =>
        tx.update(products).set({ freeTrialDays: 7, trialDays: 14 }).where(eq(products.id, productId)),
      );
      const [ada, again] = [await makePerson("Ada"), await makePerson("Ada")];
      const communityId = world.community.id;
      const start = (userId: string) => transact((tx) => startFreeTrial(tx, { communityId, userId, productId }));
      await expect(start(ada)).rejects.toThrow("confirm-first");
      await confirm(ada, "ada.lovelace@gmail.com");
      await confirm(again, "adalovelace+again@gmail.com");
      await start(ada);
      expect((await heldBy(ada)).map(([source, , , until]) => [source, until])).toEqual([
        ["trial", day("2026-03-08").toISOString()],
      ]);
      await expect(start(ada)).rejects.toThrow("trial-used");
      await expect(start(again)).rejects.toThrow("trial-used");
      const asked = { communityId, priceId: world.small.month };
      expect((await findQuote({ ...asked, userId: again }))?.quote.trialDays).toBe(0);
      await buy(world, again, { priceId: world.small.month });
      const customer = (await findCustomer(again))!.stripeCustomerId;
      expect((await stripe().paymentIntents.list({ customer })).data.map(({ amount }) => amount)).toEqual([3900]);
    });
  });

  it("is not there for a plan that offers none, nor for who subscribed before", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    await confirm(ada);
    const communityId = world.community.id;
    const start = (productId: string) => transact((tx) => startFreeTrial(tx, { communityId, userId: ada, productId }));
    await expect(start(world.small.productId)).rejects.toThrow("plan-gone");
    await buy(world, ada, { priceId: world.big.month });
    await transact((tx) => tx.update(products).set({ freeTrialDays: 7 }).where(eq(products.id, world.small.productId)));
    await expect(start(world.small.productId)).rejects.toThrow("trial-used");
  });

  it("clicked in five tabs is one", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    await confirm(ada);
    const { productId } = world.small;
    await transact((tx) => tx.update(products).set({ freeTrialDays: 7 }).where(eq(products.id, productId)));
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        transact((tx) => startFreeTrial(tx, { communityId: world.community.id, userId: ada, productId })),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await heldBy(ada)).toHaveLength(1);
  });
});
