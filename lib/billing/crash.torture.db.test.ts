import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { notices } from "@/db/schema/accounts";
import { orders, payments, subscriptions } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";
import { ledgerTransactions, receipts, refunds } from "@/db/schema/ledger";
import { jobs } from "@/db/schema/platform";
import { makePaidCommunity, makePerson, type PaidCommunity, payFor, sessionIdOf } from "@/e2e/support/billing-world";
import type { CrashingWork } from "@/e2e/support/crashing-work";
import { freshDatabase } from "@/e2e/support/database";
import { deliver } from "@/e2e/support/money-stories/play";
import type { CrashPoint } from "@/lib/platform/crash-point";
import { dataDirectory } from "@/lib/platform/env";
import { runReadyJobs } from "@/lib/platform/jobs";
import { nodeArguments } from "@/scripts/run.mjs";
import { stripe } from "./gateway";
import { registerBillingJobs } from "./jobs";
import { postNotices } from "./post-notices";
import { findCustomer } from "./queries/customers";
import { findLiveSubscription } from "./queries/subscriptions";
import { refundPayment } from "./refund-payment";
import { payCheckout } from "./sandbox/checkout";
import { listObjects } from "./sandbox/queries";
import { startCheckout } from "./start-checkout";

registerBillingJobs();

let world: PaidCommunity;
let ada: string;

beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  ada = await makePerson();
});

/** Lets another process do `work` and be killed with SIGKILL at that moment. Fails when it lives through it. */
async function killedAt(point: CrashPoint, work: CrashingWork): Promise<void> {
  const env = { ...process.env, GUILDHALL_TEST_CRASH: point, GUILDHALL_LOG: "silent" };
  const file = path.join(process.cwd(), "e2e/support/crashing-work.ts");
  const child = spawn(process.execPath, [...nodeArguments(file), JSON.stringify(work)], { env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (_, by) => resolve(by));
  });
  expect(signal, `the process that was to die at ${point}: ${output}`).toBe("SIGKILL");
  // A job whose worker died is taken up when its lease is over; nobody here waits five minutes for that.
  await transact((tx) =>
    tx
      .update(jobs)
      .set({ leaseEndsAt: new Date(0) })
      .where(eq(jobs.state, "running")),
  );
}

/** Stripe delivers again until it is answered; the jobs that follow run. */
async function redeliver(): Promise<void> {
  for (const event of [...(await listObjects("event"))].reverse()) await deliver(event);
  await transact((tx) =>
    tx
      .update(jobs)
      .set({ runAt: new Date(0) })
      .where(eq(jobs.state, "ready")),
  );
  await runReadyJobs();
}

const all = async <Row>(rows: PromiseLike<Row[]>) => rows;

/** What there must be one of, however it came about. */
async function counts() {
  const [member, order, subscription, payment, transaction, receipt, notice] = await Promise.all([
    all(read().select().from(members).where(eq(members.userId, ada))),
    all(read().select().from(orders)),
    all(read().select().from(subscriptions)),
    all(read().select().from(payments)),
    all(read().select().from(ledgerTransactions)),
    all(read().select().from(receipts)),
    all(read().select().from(notices)),
  ]);
  const verbs = (await read().select().from(journal)).map(({ verb }) => verb);
  const charges = transaction.filter(({ kind }) => kind === "charge");
  return {
    members: member.length,
    orders: order.length,
    subscriptions: subscription.length,
    charged: payment.filter(({ kind }) => kind === "charge").length,
    ledger: charges.length,
    receipts: receipt.length,
    receiptsOwed: notice.filter(({ kind }) => kind === "receipt").length,
    joined: verbs.filter((verb) => verb === "member.joined").length,
    startedPaying: verbs.filter((verb) => verb === "paying.started").length,
    bookedInJournal: verbs.filter((verb) => verb === "payment.charged").length,
  };
}

const oneOfEach = {
  members: 1,
  orders: 1,
  subscriptions: 1,
  charged: 1,
  ledger: 1,
  receipts: 1,
  receiptsOwed: 1,
  joined: 1,
  startedPaying: 1,
  bookedInJournal: 1,
};

describe("killed with SIGKILL", () => {
  it("between Stripe's session and our order: the next click resumes the same session", async () => {
    const { community } = world;
    await killedAt("checkout.session-created", {
      what: "checkout",
      community,
      userId: ada,
      priceId: world.small.month,
    });
    const [order] = await read().select().from(orders);
    expect(order?.stripeSessionId).toBeNull();
    const url = await startCheckout({ community, userId: ada, priceId: world.small.month });
    expect(await listObjects("checkout.session")).toHaveLength(1);
    expect((await payCheckout(sessionIdOf(url), "4242424242424242")).state).toBe("paid");
    await redeliver();
    expect(await counts()).toEqual(oneOfEach);
  });

  it("before it, and paid from the page that was open already: the payment finds its order", async () => {
    const { community } = world;
    await killedAt("checkout.session-created", {
      what: "checkout",
      community,
      userId: ada,
      priceId: world.small.month,
    });
    const [session] = await listObjects("checkout.session");
    expect((await payCheckout(session!.id, "4242424242424242")).state).toBe("paid");
    await redeliver();
    expect(await counts()).toEqual(oneOfEach);
    expect((await read().select().from(orders))[0]?.state).toBe("paid");
  });

  it("between the receipt of a webhook and its answer: the redelivery changes nothing", async () => {
    await payFor(world, ada, world.small.month);
    await killedAt("webhook.noted", { what: "webhook", type: "checkout.session.completed" });
    await redeliver();
    expect(await counts()).toEqual(oneOfEach);
    await redeliver();
    expect(await counts()).toEqual(oneOfEach);
  });

  for (const point of ["sync.facts-read", "sync.before-commit", "sync.committed"] as const) {
    it(`in a sync (${point}): the job runs again and ends where it would have`, async () => {
      await payFor(world, ada, world.small.month);
      for (const event of await listObjects("event")) await deliver(event);
      await killedAt(point, { what: "jobs" });
      const isIn = point === "sync.committed" ? 1 : 0;
      expect((await read().select().from(payments)).length).toBe(isIn);
      await redeliver();
      expect(await counts()).toEqual(oneOfEach);
    });
  }

  it("between Stripe's answer to an upgrade and our books: it is charged once and heard of", async () => {
    await payFor(world, ada, world.small.month);
    await redeliver();
    const running = (await findLiveSubscription(world.community.id, ada))!;
    const change = { userId: ada, subscriptionId: running.id, priceId: world.big.month };
    await killedAt("change.stripe-answered", { what: "change", ...change });
    await redeliver();
    expect((await findLiveSubscription(world.community.id, ada))?.priceId).toBe(world.big.month);
    const customer = (await findCustomer(ada))!.stripeCustomerId;
    expect((await stripe().paymentIntents.list({ customer })).data).toHaveLength(2);
    const booked = await read().select().from(ledgerTransactions);
    expect(booked.filter(({ kind }) => kind === "charge")).toHaveLength(2);
    expect(new Set(booked.map(({ communityId, key }) => `${communityId} ${key}`)).size).toBe(booked.length);
  });

  it("between Stripe's answer to a refund and our books: the money goes back once", async () => {
    await payFor(world, ada, world.small.month);
    await redeliver();
    const [paid] = await read().select().from(payments);
    const refund = { communityId: world.community.id, paymentId: paid!.id, amount: 3900 };
    await killedAt("refund.stripe-answered", { what: "refund", ...refund, userId: world.ownerId });
    expect((await read().select().from(refunds)).map(({ state }) => state)).toEqual(["requested"]);
    await redeliver();
    expect((await read().select().from(refunds)).map(({ state }) => state)).toEqual(["succeeded"]);
    const by = { userId: world.ownerId, self: false };
    await expect(refundPayment({ ...refund, reason: "Again", endsAccess: true, by })).rejects.toThrow();
    await redeliver();
    expect((await read().select().from(payments)).map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([
      -3900, 3900,
    ]);
    const given = (await read().select().from(ledgerTransactions)).filter(({ kind }) => kind === "refund");
    expect(given).toHaveLength(1);
    expect(await listObjects("refund")).toHaveLength(1);
  });

  it("between sending a mail and marking it: it is sent once", async () => {
    await payFor(world, ada, world.small.month);
    await redeliver();
    await killedAt("notice.sent", { what: "notices" });
    const waiting = async () => (await read().select().from(notices)).filter(({ state }) => state === "waiting");
    expect((await waiting()).length).toBeGreaterThan(0);
    expect(mails()).toHaveLength(1);
    for (let round = 0; round < 3; round++) await postNotices();
    expect(await waiting()).toEqual([]);
    const sent = (await read().select().from(notices)).filter(({ state }) => state === "sent");
    expect(mails()).toHaveLength(sent.length);
  });
});

const mails = () => {
  try {
    return readdirSync(path.join(dataDirectory(), "mail")).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
};
