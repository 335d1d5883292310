import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { stripeAccounts } from "@/db/schema/accounts";
import { orders, subscriptions } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { makePaidCommunity, makePerson, type PaidCommunity } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeConnectedAccount } from "@/e2e/support/sandbox-shop";
import { buy, makePass } from "@/e2e/support/selling-world";
import { now } from "@/lib/platform/clock";
import { cancelAtPeriodEnd } from "./change-subscription";
import { stripe } from "./gateway";
import { findCustomer } from "./queries/customers";
import { findLiveSubscription } from "./queries/subscriptions";
import { startCheckout } from "./start-checkout";

beforeEach(freshDatabase);

async function connect({ community }: PaidCommunity, platformFeeBp: number): Promise<string> {
  const account = await makeConnectedAccount();
  const flags = { chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true, country: "DE" };
  const times = { createdAt: now(), syncedAt: now() };
  await transact(async (tx) => {
    await tx.insert(stripeAccounts).values({ communityId: community.id, account, state: "active", ...flags, ...times });
    await tx.update(communities).set({ platformFeeBp }).where(eq(communities.id, community.id));
  });
  return account;
}

describe("a community with an account of its own", () => {
  it("sells into it, with the operator's share of each payment", async () => {
    const world = await makePaidCommunity();
    const account = await connect(world, 500);
    const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
    const pass = await makePass(world, { amount: 9910 });
    await buy(world, ada, { priceId: pass.priceId });
    await buy(world, bob, { priceId: world.small.month });
    expect((await stripe().applicationFees.list()).data.map(({ amount }) => amount).sort()).toEqual([195, 496]);
    const customer = (await findCustomer(bob, account))!.stripeCustomerId;
    const [subscription] = (await stripe(account).subscriptions.list({ customer })).data;
    expect(subscription?.application_fee_percent).toBe(5);
    expect(new Set((await read().select().from(orders)).map((order) => order.account))).toEqual(new Set([account]));
    expect(await findCustomer(bob)).toBeNull();
    await cancelAtPeriodEnd(bob, (await findLiveSubscription(world.community.id, bob))!.id, null);
    expect((await read().select().from(subscriptions))[0]?.cancelAtPeriodEnd).toBe(true);
  });

  it("closes a checkout that was opened in the old account, so that nobody pays into the wrong one", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const start = () => startCheckout({ community: world.community, userId: ada, priceId: world.small.month });
    const before = await start();
    const account = await connect(world, 0);
    const after = await start();
    expect(after).not.toBe(before);
    const open = (await read().select().from(orders)).filter(({ state }) => state === "open");
    expect(open.map((order) => order.account)).toEqual([account]);
  });
});
