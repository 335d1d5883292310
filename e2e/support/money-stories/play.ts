import { and, asc, eq, sql } from "drizzle-orm";
import { read, transact } from "../../../db/client";
import { customers, orders, payments } from "../../../db/schema/billing";
import { refunds } from "../../../db/schema/ledger";
import { sandboxObjects } from "../../../db/schema/sandbox";
import { coupons, couponUses } from "../../../db/schema/selling";
import { receiveWebhook } from "../../../lib/billing/receive-webhook";
import { advanceSandbox } from "../../../lib/billing/sandbox/clock";
import { signedEvent } from "../../../lib/billing/sandbox/deliveries";
import type { SandboxEvent } from "../../../lib/billing/sandbox/objects/events";
import { syncCustomer } from "../../../lib/billing/sync-customer";
import { now, withTravellingClock } from "../../../lib/platform/clock";
import { runReadyJobs } from "../../../lib/platform/jobs";
import { type WholeBooks, wholeBooks } from "../books";
import { StripeTape } from "../stripe-tape";
import { bringBack, type KeptBooks, keepBooks, unseal } from "../wipe-books";
import { makeStoryWorld } from "./shop";
import type { MoneyStory, StoryWorld } from "./story";

type OrderRow = typeof orders.$inferSelect;

/** The rows we write before we ask Stripe: without them nobody could know what its answer is about. */
interface OwnRows {
  customers: (typeof customers.$inferSelect)[];
  orders: OrderRow[];
  uses: (typeof couponUses.$inferSelect)[];
  /** With Stripe's id of the payment they take back. */
  refunds: (typeof refunds.$inferSelect & { charge: string })[];
}

/** What a step left behind for its retellings. */
interface Trace extends OwnRows {
  at: Date;
  events: SandboxEvent[];
}

/** A story as it was played once, everything delivered at once and in order. */
export interface Play {
  story: MoneyStory;
  world: StoryWorld;
  before: KeptBooks;
  traces: Trace[];
  tape: StripeTape;
  /** What the books say in the end. */
  books: WholeBooks;
}

export const instantOf = (at: string) => new Date(at.includes("T") ? `${at}Z` : `${at}T00:00:00Z`);

/** Plays a story in an empty database: each step, then its webhooks in order, then the jobs they make. */
export async function playInOrder(story: MoneyStory): Promise<Play> {
  const tape = new StripeTape();
  tape.insert();
  const [first] = story.steps;
  return withTravellingClock(instantOf(first!.at), async (travel) => {
    const world = await makeStoryWorld();
    await unseal();
    await keepEvents(new Set());
    const before = await keepBooks();
    const seen = new Set<string>();
    const traces: Trace[] = [];
    for (const step of story.steps) {
      travel(instantOf(step.at));
      await advanceSandbox(now());
      await step.stripe?.(world);
      const born = await newRows(traces);
      await step.own?.(world);
      const events = await settle(seen);
      traces.push({ at: now(), ...born, events });
      tape.keep(await read().select().from(sandboxObjects));
    }
    const books = await wholeBooks(traces.map(({ at }) => at));
    return { story, world, before, traces, tape, books };
  });
}

/** Delivers what Stripe has to tell, and does what follows, until nothing more does. Returns the events. */
async function settle(seen: Set<string>): Promise<SandboxEvent[]> {
  const told: SandboxEvent[] = [];
  for (;;) {
    const fresh = await keepEvents(seen);
    for (const event of fresh) await deliver(event);
    const worked = await runReadyJobs();
    if (fresh.length === 0 && worked === 0) return told;
    told.push(...fresh);
  }
}

async function keepEvents(seen: Set<string>): Promise<SandboxEvent[]> {
  const rows = await read()
    .select({ body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(eq(sandboxObjects.kind, "event"))
    .orderBy(asc(sandboxObjects.createdAt));
  const fresh = rows.map(({ body }) => body as unknown as SandboxEvent).filter(({ id }) => !seen.has(id));
  for (const { id } of fresh) seen.add(id);
  return fresh;
}

export async function deliver(event: SandboxEvent): Promise<void> {
  const { body, signature } = signedEvent(event);
  const answer = await receiveWebhook(body, signature);
  if (answer !== 200) throw new Error(`the webhook of ${event.type} was answered ${answer}`);
}

/** What of our own no earlier step had written. */
async function newRows(traces: readonly Trace[]): Promise<OwnRows> {
  const fresh = <Row extends { id: string }>(rows: Row[], earlier: (trace: Trace) => Row[]) => {
    const known = new Set(traces.flatMap(earlier).map(({ id }) => id));
    return rows.filter(({ id }) => !known.has(id));
  };
  const hadCustomer = new Set(traces.flatMap((trace) => trace.customers).map(({ userId }) => userId));
  const charges = new Map((await read().select().from(payments)).map(({ id, stripeId }) => [id, stripeId]));
  // A refund that began at Stripe is heard of; one that began here was written down first.
  const asked = (await read().select().from(refunds)).filter(({ requestedBy }) => requestedBy !== null);
  return {
    customers: (await read().select().from(customers)).filter(({ userId }) => !hadCustomer.has(userId)),
    orders: fresh(await read().select().from(orders), (trace) => trace.orders),
    uses: fresh(await read().select().from(couponUses), (trace) => trace.uses),
    refunds: fresh(
      asked.map((refund) => ({ ...refund, charge: charges.get(refund.paymentId)! })),
      (trace) => trace.refunds,
    ),
  };
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Tells a played story again to empty books: its webhooks come up to three times each, in any order, late by steps or
 * all at the end, and the jobs run in between whenever they do. Returns what the books say in the end.
 */
export async function retell(play: Play, seed: number): Promise<WholeBooks> {
  const { stackTraceLimit } = Error;
  // Stripe's SDK notes a stack trace with each call; making them readable costs a telling a third of its time.
  Error.stackTraceLimit = 0;
  try {
    return await tellAgain(play, seed);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function tellAgain(play: Play, seed: number): Promise<WholeBooks> {
  const { world, traces, story, tape, before } = play;
  const dice = chance(seed);
  // A third of the tellings hears nothing before the end, a third most of it at once.
  const patience = [1, 0.5, 0.15][seed % 3]!;
  return withTravellingClock(traces[0]!.at, async (travel) => {
    await bringBack(before);
    const waiting: { event: SandboxEvent; place: number }[] = [];
    for (const [moment, trace] of traces.entries()) {
      travel(trace.at);
      await writeOwn(trace);
      tape.turnTo(moment);
      await story.steps[moment]!.own?.(world);
      for (const event of trace.events)
        for (let copies = 1 + Math.floor(dice() * dice() * 3); copies > 0; copies--)
          waiting.push({ event, place: dice() });
      const isLast = moment === traces.length - 1;
      waiting.sort((a, b) => a.place - b.place);
      const now = isLast ? waiting.length : waiting.filter(() => dice() > patience).length;
      for (const { event } of waiting.splice(0, now)) {
        await deliver(event);
        if (dice() < 0.12) await runReadyJobs();
      }
      if (isLast || dice() > patience) await runReadyJobs();
    }
    return wholeBooks(traces.map(({ at }) => at));
  });
}

/** Writes what we wrote before Stripe answered: customers, open orders, reserved coupons, refunds asked for. */
async function writeOwn({ customers: payers, orders: opened, uses, refunds: asked }: Trace): Promise<void> {
  for (const order of opened) await settleEarlier(order);
  const needed = await Promise.all(asked.map(paymentToTakeBack));
  await transact(async (tx) => {
    for (const payer of payers) await tx.insert(customers).values({ ...payer, syncVersion: 0, syncedAt: null });
    for (const order of opened) await tx.insert(orders).values(asOpened(order));
    for (const use of uses) {
      const order = opened.find(({ id }) => id === use.orderId);
      const isOver = order?.stripeSessionId === null;
      await tx.insert(couponUses).values(isOver ? use : { ...use, state: "reserved", settledAt: null });
      const taken = sql`${coupons.taken} + 1`;
      await tx.update(coupons).set({ taken }).where(eq(coupons.id, use.couponId));
    }
    for (const [index, { charge: _, ...refund }] of asked.entries()) {
      const unanswered = { state: "requested", stripeRefundId: null, settledAt: null };
      await tx.insert(refunds).values({ ...refund, ...unanswered, paymentId: needed[index]! });
    }
  });
}

/** Whoever buys the same again has paid before: the checkout looked, and their first order was settled. */
async function settleEarlier({ userId, priceId, kind }: OrderRow): Promise<void> {
  const same = and(eq(orders.userId, userId), eq(orders.priceId, priceId), eq(orders.kind, kind));
  const [open] = await read()
    .select({ id: orders.id })
    .from(orders)
    .where(and(same, eq(orders.state, "open")))
    .limit(1);
  if (open) await lookAtAll();
}

async function lookAtAll(): Promise<void> {
  for (const { account, stripeCustomerId } of await read().select().from(customers))
    await syncCustomer(account, stripeCustomerId);
}

/** Who asks for their money has seen the payment: it is known by then, under an id of this telling. */
async function paymentToTakeBack({ charge }: { charge: string }): Promise<string> {
  const find = () => read().select({ id: payments.id }).from(payments).where(eq(payments.stripeId, charge)).limit(1);
  let [payment] = await find();
  if (!payment) {
    await lookAtAll();
    [payment] = await find();
  }
  if (!payment) throw new Error(`no sync books the payment ${charge}`);
  return payment.id;
}

/** An order as it was while its checkout stood open. One that needed no checkout was paid when it was made. */
function asOpened(order: OrderRow): OrderRow {
  if (order.stripeSessionId === null) return order;
  const nothing = { paidAt: null, settledAt: null, refundedAt: null, disputedAt: null, disputeState: null };
  return { ...order, ...nothing, state: "open", stripePaymentIntentId: null, refundedAmount: 0 };
}
