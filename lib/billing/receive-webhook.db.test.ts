import { eq } from "drizzle-orm";
import fc from "fast-check";
import type Stripe from "stripe";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { stripeAccounts } from "@/db/schema/accounts";
import { stripeEvents } from "@/db/schema/billing";
import { jobs } from "@/db/schema/platform";
import { booksOf, makePaidCommunity, makePerson, type PaidCommunity, payFor } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { runReadyJobs } from "@/lib/platform/jobs";
import { cancelAtPeriodEnd, undoCancel } from "./change-subscription";
import { deliverDirectly } from "./deliver-directly";
import { stripe, webhookSecret } from "./gateway";
import { registerBillingJobs } from "./jobs";
import { findCustomer } from "./queries/customers";
import { findLiveSubscription } from "./queries/subscriptions";
import { bodyMaxBytes, receiveWebhook } from "./receive-webhook";
import { reconcile } from "./reconcile";
import type { TestCard } from "./sandbox/charging";
import { payCheckout, replaceCard } from "./sandbox/checkout";
import { advanceSandbox } from "./sandbox/clock";
import { signedEvent } from "./sandbox/deliveries";
import type { SandboxEvent } from "./sandbox/objects/events";
import { listObjects } from "./sandbox/queries";
import { startCheckout } from "./start-checkout";
import { syncCustomer } from "./sync-customer";

beforeEach(freshDatabase);
registerBillingJobs();

const day = (text: string) => new Date(`${text}T00:00:00Z`);

async function deliver(event: SandboxEvent) {
  const { body, signature } = signedEvent(event);
  return receiveWebhook(body, signature);
}

async function paidEvent(): Promise<SandboxEvent> {
  const world = await makePaidCommunity();
  await payFor(world, await makePerson(), world.small.month);
  return (await listObjects("event")).find(({ type }) => type === "checkout.session.completed")!;
}

describe("a delivery that is not Stripe's", () => {
  it("is refused without a trace: forged, tampered, unsigned, stale, or signed with nothing", async () => {
    const event = await paidEvent();
    const body = JSON.stringify(event);
    const at = Math.floor(Date.now() / 1000);
    const sign = (secret: string, timestamp = at, payload = body) =>
      stripe().webhooks.generateTestHeaderString({ payload, secret, timestamp });
    const good = sign(webhookSecret());
    const forgeries: [string, string | null][] = [
      [body, null],
      [body, ""],
      [body, "garbage"],
      [body, "t=1,v1=00"],
      [body, `t=${at}`],
      [body, sign("whsec_other")],
      [body, sign(webhookSecret(), at - 301)],
      [body, sign(webhookSecret(), at - 86_400)],
      [body.replace("checkout.session.completed", "checkout.session.expired"), good],
      [`${body} `, good],
      [body, good.replace(`t=${at}`, `t=${at + 1}`)],
      [body, good.replace("v1=", "v0=")],
      ["", good],
    ];
    for (const [payload, signature] of forgeries) expect(await receiveWebhook(payload, signature)).toBe(400);
    expect(await read().select().from(stripeEvents)).toEqual([]);
    expect(await receiveWebhook(body, good)).toBe(200);
  });

  it("is refused when no secret is set, also when signed with the empty one", async () => {
    const event = await paidEvent();
    const body = JSON.stringify(event);
    for (const secret of ["", " ", "\n"]) {
      const signature = `t=${Math.floor(Date.now() / 1000)},v1=${"0".repeat(64)}`;
      expect(await receiveWebhook(body, signature, secret)).toBe(400);
    }
    const undefinedSigned = stripe().webhooks.generateTestHeaderString({ payload: body, secret: "undefined" });
    expect(await receiveWebhook(body, undefinedSigned)).toBe(400);
  });

  it("is answered 400 or 413 whatever it holds, also when it is signed", async () => {
    const signed = (payload: string) =>
      receiveWebhook(payload, stripe().webhooks.generateTestHeaderString({ payload, secret: webhookSecret() }));
    for (const payload of [
      "null",
      "[]",
      "1",
      '"x"',
      "{}",
      '{"id":1}',
      "not json",
      '{"id":"evt_1","type":"x","created":"soon","data":{"object":{}}}',
      '{"id":"evt_1","type":"x","created":1,"data":null}',
    ]) {
      expect(await signed(payload)).toBe(400);
    }
    expect(await receiveWebhook("x".repeat(bodyMaxBytes + 1), "t=1,v1=00")).toBe(413);
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (body, signature) => {
        expect(await receiveWebhook(body, signature)).toBe(400);
      }),
      { numRuns: 50 },
    );
  });

  it("leaves alone customers who are not ours and objects without our metadata", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    await startCheckout({ community: world.community, userId: ada, priceId: world.small.month });
    const customer = (await findCustomer(ada))!.stripeCustomerId;
    const stripePrice = (await stripe().prices.list({ limit: 1 })).data[0]!.id;
    const foreign = {
      mode: "subscription",
      customer,
      line_items: [{ price: stripePrice, quantity: 1 }],
      success_url: "x",
    } as const;
    for (const metadata of [
      {},
      { userId: ada, communityId: "another" },
      { userId: world.ownerId, communityId: world.community.id },
    ]) {
      const session = await stripe().checkout.sessions.create({
        ...foreign,
        subscription_data: { metadata },
      } as unknown as Stripe.Checkout.SessionCreateParams);
      await payCheckout(session.id, "4242424242424242");
    }
    await syncCustomer("", customer);
    await syncCustomer("", "cus_unknown");
    const books = await booksOf(ada);
    expect([books.grants, books.payments, books.subscriptions]).toEqual([[], [], []]);
  });
});

describe("an event of a connected account", () => {
  it("is taken with the secret of its own endpoint, looked at in its account, and left alone when that is none of ours", async () => {
    const world = await makePaidCommunity();
    const at = now();
    const connected = {
      communityId: world.community.id,
      account: "acct_ours",
      state: "active",
      chargesEnabled: true,
      payoutsEnabled: true,
      detailsSubmitted: true,
    };
    await transact((tx) => tx.insert(stripeAccounts).values({ ...connected, createdAt: at, syncedAt: at }));
    const secrets = ["whsec_own", "whsec_connect"];
    const take = (id: string, account: string, secret: string) => {
      const object = { object: "invoice", id: "in_1", customer: "cus_1" };
      const created = Math.floor(Date.now() / 1000);
      const payload = JSON.stringify({ id, account, type: "invoice.paid", created, data: { object } });
      return receiveWebhook(payload, stripe().webhooks.generateTestHeaderString({ payload, secret }), secrets);
    };
    expect(await take("evt_1", "acct_ours", "whsec_connect")).toBe(200);
    expect(await take("evt_2", "acct_theirs", "whsec_connect")).toBe(200);
    expect(await take("evt_3", "acct_ours", "whsec_other")).toBe(400);
    expect(await receiveWebhook("{}", "t=1,v1=00", ["", " "])).toBe(400);
    const noted = await read().select().from(stripeEvents).orderBy(stripeEvents.id);
    expect(noted.map(({ id, account, state }) => [id, account, state])).toEqual([
      ["evt_1", "acct_ours", "noted"],
      ["evt_2", "acct_theirs", "ignored"],
    ]);
    const [job, ...more] = await read().select().from(jobs).where(eq(jobs.kind, "billing.sync-customer"));
    expect(more).toEqual([]);
    expect(job?.payload).toMatchObject({ account: "acct_ours", customerId: "cus_1" });
  });
});

describe("an event about a refund or a dispute", () => {
  it("finds its payer through the payment, although it names no customer", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    await payFor(world, ada, world.small.month);
    const customer = (await findCustomer(ada))!.stripeCustomerId;
    await syncCustomer("", customer);
    const [intent] = (await stripe().paymentIntents.list({ customer })).data;
    await stripe().refunds.create({ payment_intent: intent!.id, amount: 900 });
    const events = await listObjects("event");
    for (const event of events.filter(({ type }) => type.startsWith("refund."))) expect(await deliver(event)).toBe(200);
    await runReadyJobs();
    expect((await booksOf(ada)).payments.map((row) => JSON.parse(row)[1]).sort()).toEqual([-900, 3900]);
  });
});

describe("an event", () => {
  it("five times and twenty at once is one event, one job, one payment", async () => {
    const event = await paidEvent();
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => deliver(event))))).toEqual(new Set([200]));
    expect(await read().select().from(stripeEvents)).toHaveLength(1);
    expect(await read().select().from(jobs).where(eq(jobs.kind, "billing.sync-customer"))).toHaveLength(1);
    await runReadyJobs();
    expect(await deliver(event)).toBe(200);
    expect(await runReadyJobs()).toBe(0);
  });

  it("brings the grant when its job has run", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    await payFor(world, ada, world.small.month);
    for (const event of await listObjects("event")) expect(await deliver(event)).toBe(200);
    await runReadyJobs();
    expect((await booksOf(ada)).grants).toHaveLength(1);
  });
});

/** A year in one person's life as a member, told in steps. After each step events may be delivered, or not yet. */
const steps = {
  renew: { at: "2026-02-15", do: async () => {} },
  fail: { at: "2026-03-01", do: async (_: PaidCommunity, userId: string) => giveCard(userId, "4000000000000341") },
  unpaid: { at: "2026-03-17", do: async () => {} },
  recover: { at: "2026-03-21", do: async (_: PaidCommunity, userId: string) => giveCard(userId, "4242424242424242") },
  cancel: {
    at: "2026-04-20",
    do: async (world: PaidCommunity, userId: string) => {
      const running = await findLiveSubscription(world.community.id, userId);
      if (running) await cancelAtPeriodEnd(userId, running.id, "unused");
    },
  },
  undo: {
    at: "2026-04-25",
    do: async (world: PaidCommunity, userId: string) => {
      const running = await findLiveSubscription(world.community.id, userId);
      if (running?.cancelAtPeriodEnd) await undoCancel(userId, running.id);
    },
  },
  refund: {
    at: "2026-05-20",
    do: async (_: PaidCommunity, userId: string) => {
      const customer = (await findCustomer(userId))!.stripeCustomerId;
      const [latest] = (await stripe().paymentIntents.list({ customer })).data;
      await stripe().refunds.create({ payment_intent: latest!.id, amount: 1000 });
    },
  },
  end: { at: "2026-06-30", do: async () => {} },
} as const;
type Step = keyof typeof steps;

async function giveCard(userId: string, card: TestCard): Promise<void> {
  await replaceCard((await findCustomer(userId))!.stripeCustomerId, card);
}

/** Plays a story. `hear` runs after each step: that is where events may arrive in order, or not at all yet. */
async function live(
  slug: string,
  story: readonly Step[],
  hear: (userId: string) => Promise<unknown>,
): Promise<[PaidCommunity, string]> {
  return withTravellingClock(day("2026-01-15"), async (travel) => {
    const world = await makePaidCommunity(slug);
    const ada = await makePerson();
    await payFor(world, ada, world.small.month);
    await syncCustomer("", (await findCustomer(ada))!.stripeCustomerId);
    for (const name of story) {
      travel(day(steps[name].at));
      await advanceSandbox(now());
      await hear(ada);
      await steps[name].do(world, ada);
    }
    return [world, ada];
  });
}

/** The books with the names of things in place of their ids, to compare two runs of a story. */
async function namedBooks([world, userId]: [PaidCommunity, string]) {
  const named = JSON.stringify(await booksOf(userId))
    .replaceAll(world.small.month, "PRICE")
    .replaceAll(world.small.benefitId, "BENEFIT");
  return JSON.parse(named) as Awaited<ReturnType<typeof booksOf>>;
}

let runsPlayed = 0;

describe("the books", () => {
  const stories: Step[][] = [
    ["renew"],
    ["renew", "fail", "unpaid"],
    ["renew", "fail", "unpaid", "end"],
    ["renew", "fail", "unpaid", "recover"],
    ["renew", "cancel"],
    ["renew", "cancel", "undo"],
    ["renew", "cancel", "end"],
    ["renew", "refund"],
    ["renew", "fail", "unpaid", "recover", "cancel", "undo", "refund", "end"],
  ];

  it("end the same whatever the order, number and lateness of events", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...stories), fc.infiniteStream(fc.nat()), async (story, chance) => {
        const inOrder = await live(`in-order-${++runsPlayed}`, story, deliverDirectly);
        await withTravellingClock(day(steps[story.at(-1)!].at), deliverDirectly);
        const expected = await namedBooks(inOrder);
        const late = await live(`late-${runsPlayed}`, story, async () => {});
        const customer = (await findCustomer(late[1]))!.stripeCustomerId;
        await withTravellingClock(day(steps[story.at(-1)!].at), async () => {
          const events = (await listObjects("event", customer)).flatMap((event) =>
            Array.from({ length: 1 + (chance.next().value % 3) }, () => ({ event, place: chance.next().value })),
          );
          for (const { event } of events.sort((a, b) => a.place - b.place)) {
            expect(await deliver(event)).toBe(200);
            if (chance.next().value % 4 === 0) await runReadyJobs();
          }
          await runReadyJobs();
          expect(await namedBooks(late)).toEqual(expected);
          await Promise.all(Array.from({ length: 4 }, () => reconcile()));
          await deliverDirectly();
          expect(await namedBooks(late)).toEqual(expected);
        });
        expect(expected.payments.length).toBe(paymentsOf(story));
      }),
      { numRuns: 12 },
    );
  }, 240_000);
});

/** One for each month begun before the story stops or ends, and the refund. */
function paymentsOf(story: readonly Step[]): number {
  const months: Record<Step, number> = {
    renew: 2,
    fail: 2,
    unpaid: 2,
    recover: 3,
    cancel: 4,
    undo: 4,
    refund: 5,
    end: 6,
  };
  const refunds = story.includes("refund") ? 1 : 0;
  const stopped =
    story.includes("cancel") && !story.includes("undo")
      ? "cancel"
      : story.includes("unpaid") && !story.includes("recover")
        ? "unpaid"
        : null;
  return months[stopped ?? story.at(-1)!] + refunds;
}
