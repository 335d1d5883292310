import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { payments } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { payouts } from "@/db/schema/ledger";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import {
  liveUntil,
  makePaidCommunity,
  makePerson,
  type PaidCommunity,
  subscribeTo,
} from "../../e2e/support/billing-world";
import { freshDatabase } from "../../e2e/support/database";
import { setPlatformFee } from "./commands/terms";
import { connectAccount, disconnectAccount } from "./connect-account";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { installationBook } from "./ledger";
import { accountOf } from "./queries/accounts";
import { findConnectedAccount } from "./queries/connected-accounts";
import { findTrialBalance } from "./queries/ledger";
import { listPayouts } from "./queries/payouts";
import { refundPayment } from "./refund-payment";
import { moveAccount } from "./sandbox/connecting";
import { returnPayout } from "./sandbox/control";
import { clearFaults, setFault } from "./sandbox/faults";
import { syncAccount } from "./sync-account";
import { syncAllPayouts, syncPayouts } from "./sync-payouts";

let world: PaidCommunity;
let ada: string;
const start = new Date("2026-03-02T08:00:00Z");
beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  ada = await makePerson("Ada");
});

const connect = () =>
  connectAccount({ community: world.community, returnTo: "http://localhost:3000/c/wheels/manage/payments" });
const state = async () => (await findConnectedAccount(world.community.id))?.state ?? null;
const verbs = async () =>
  (await read().select({ verb: journal.verb }).from(journal))
    .map(({ verb }) => verb)
    .filter((v) => v.startsWith("account."));
const book = async (name = world.community.id) => {
  const [first] = await findTrialBalance(name);
  return Object.fromEntries((first?.rows ?? []).map(({ account, balance }) => [account, balance]));
};

/** Connected and through Stripe's onboarding. */
async function connected(): Promise<string> {
  await connect();
  const { account } = (await findConnectedAccount(world.community.id))!;
  await moveAccount(account, "finish");
  await deliverDirectly();
  return account;
}

describe("a community's own account", () => {
  it("is made once, however often its owner begins", async () => {
    const addresses = await Promise.all([connect(), connect(), connect()]);
    for (const address of addresses) expect(address).toMatch(/\/sandbox\/connect\//);
    expect(await stripe().accounts.list({ limit: 10 }).autoPagingToArray({ limit: 10 })).toHaveLength(1);
    expect(await state()).toBe("onboarding");
    expect(await accountOf(world.community.id)).toBe("");
  });

  it("is sold into once Stripe lets it be paid, and no more when its owner takes it back", async () => {
    const account = await connected();
    expect(await state()).toBe("active");
    expect(await accountOf(world.community.id)).toBe(account);
    await moveAccount(account, "restrict");
    await deliverDirectly();
    expect(await state()).toBe("restricted");
    expect(await accountOf(world.community.id)).toBe("");
    await moveAccount(account, "finish");
    await deliverDirectly();
    await moveAccount(account, "disconnect");
    await deliverDirectly();
    expect(await state()).toBe("disconnected");
    expect(await verbs()).toEqual(["account.connected", "account.disconnected"]);
  });

  it("that was disconnected here is taken up again as it is, one lost at Stripe is replaced", async () => {
    const account = await connected();
    await disconnectAccount(world.community.id);
    expect(await accountOf(world.community.id)).toBe("");
    await syncAccount(account);
    expect(await state()).toBe("disconnected");
    await connect();
    expect(await state()).toBe("active");
    await moveAccount(account, "disconnect");
    await connect();
    const replaced = await findConnectedAccount(world.community.id);
    expect(replaced?.account).not.toBe(account);
    expect(replaced?.state).toBe("onboarding");
  });

  it("is refused with a sentence while Stripe does not answer", async () => {
    await setFault({ path: "accounts", kind: "429", times: 9 });
    await expect(connect()).rejects.toThrow("connect-unreachable");
    await clearFaults();
    expect(await connect()).toMatch(/\/sandbox\/connect\//);
  });

  it("of nobody of ours is left alone", async () => {
    await syncAccount("acct_somebody_else");
    expect(await state()).toBeNull();
  });

  it("gets what is paid, less the operator's share, which a refund returns", async () => {
    await transact((tx) => setPlatformFee(tx, world.community.id, 500));
    const account = await connected();
    await subscribeTo(world, ada, world.small.month);
    const [payment] = await read().select().from(payments);
    expect(payment).toMatchObject({ account, amount: 3900 });
    expect(await book()).toMatchObject({ "sales.subscription": -3900, platform_fees: 195 });
    expect(await book(installationBook)).toEqual({ stripe: 195, platform_income: -195 });
    const by = { userId: world.ownerId, self: false };
    const request = { communityId: world.community.id, paymentId: payment!.id, reason: "", endsAccess: true, by };
    await refundPayment({ ...request, amount: 1000 });
    await refundPayment({ ...request, amount: 2900 });
    await deliverDirectly();
    expect(await book()).toMatchObject({ refunds: 3900, platform_fees: 0 });
    expect(await book(installationBook)).toEqual({ stripe: 0, platform_income: 0 });
  });
});

describe("payouts", () => {
  it("of a connected account are its community's, and come back when the bank refuses them", async () => {
    await withTravellingClock(start, async (travel) => {
      const account = await connected();
      await subscribeTo(world, ada, world.small.month);
      travel(new Date(start.getTime() + 5 * dayMs));
      await liveUntil(now());
      const { rows } = await listPayouts(world.community.id, { limit: 10 });
      expect(rows).toHaveLength(1);
      const held = await book();
      expect(held.bank).toBe(rows[0]!.amount);
      expect(held.stripe).toBe(0);
      expect(held.bank).toBe(3900 - (held.stripe_fees ?? 0));
      await returnPayout(rows[0]!.stripePayoutId);
      await deliverDirectly();
      await syncPayouts(account);
      const [returned] = await read().select().from(payouts);
      expect(returned?.state).toBe("failed");
      expect(await book()).toMatchObject({ bank: 0, stripe: rows[0]!.amount });
    });
  });

  it("of the installation's account are shared out by what was paid, to the cent", async () => {
    await withTravellingClock(start, async (travel) => {
      const other = await makePaidCommunity("slow-query");
      const grace = await makePerson("Grace");
      await subscribeTo(world, ada, world.small.month);
      await subscribeTo(other, grace, other.big.month);
      // Somebody else sells in the same account, of whom we know nothing.
      const stranger = await stripe().customers.create({ email: "else@example.org" });
      expect(stranger.id).toMatch(/^cus_/);
      travel(new Date(start.getTime() + 5 * dayMs));
      await liveUntil(now());
      await syncAllPayouts();
      await syncAllPayouts();
      const [mine] = (await listPayouts(world.community.id, { limit: 10 })).rows;
      const [theirs] = (await listPayouts(other.community.id, { limit: 10 })).rows;
      const [whole] = (await stripe().payouts.list({ limit: 10 })).data;
      expect(mine!.amount + theirs!.amount).toBe(whole!.amount);
      expect(await book()).toMatchObject({ bank: mine!.amount, stripe: 0 });
      expect(await book(other.community.id)).toMatchObject({ bank: theirs!.amount, stripe: 0 });
      expect(await book(installationBook)).toEqual({});
    });
  });
});
