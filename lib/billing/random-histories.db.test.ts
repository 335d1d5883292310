import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { payments } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { ledgerEntries } from "@/db/schema/ledger";
import { freshDatabase } from "@/e2e/support/database";
import { standingOf } from "@/e2e/support/money-stories/oracle";
import { buys, customerOf, makeStoryWorld, runningOf } from "@/e2e/support/money-stories/shop";
import type { StoryWorld } from "@/e2e/support/money-stories/story";
import { holds } from "@/lib/access/decide";
import { viewerFor } from "@/lib/access/viewer";
import { type PeriodEntry, periodsOf, periodVerbs } from "@/lib/analytics/periods";
import { movements, mrrAt, type PayingPeriod } from "@/lib/analytics/revenue";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { runReadyJobs } from "@/lib/platform/jobs";
import { cancelAtPeriodEnd, changePlan, undoCancel } from "./change-subscription";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { registerBillingJobs } from "./jobs";
import { type Account, type LedgerLine, trialBalance } from "./ledger";
import { findCustomer } from "./queries/customers";
import { refundPayment } from "./refund-payment";
import { replaceCard } from "./sandbox/checkout";
import { advanceSandbox } from "./sandbox/clock";
import { decideDispute, openDispute } from "./sandbox/disputing";
import { listObjects } from "./sandbox/queries";

registerBillingJobs();
beforeEach(freshDatabase);

/** How many histories are played. */
const histories = Number(process.env.HISTORY_RUNS ?? 25);

/** What somebody may do or meet. Each is done only where it makes sense; what we refuse is refused. */
type Deed = { who: "ada" | "bob"; days: number; heard: boolean } & (
  | { kind: "plan"; which: "small" | "big" | "tried" | "year"; coupon: boolean }
  | { kind: "pass"; coupon: boolean }
  | { kind: "change"; to: "small" | "big" }
  | { kind: "refund" | "refund at Stripe"; share: number }
  | { kind: "cancel" | "undo" | "wait" | "bad card" | "good card" | "dispute" | "win" | "lose" }
);

const common = {
  who: fc.constantFrom("ada", "bob"),
  days: fc.integer({ min: 0, max: 20 }),
  heard: fc.integer({ min: 0, max: 2 }).map((n) => n > 0),
};
const some = (weight: number, fields: Record<string, fc.Arbitrary<unknown>>) => ({
  weight,
  arbitrary: fc.record({ ...common, ...fields }) as unknown as fc.Arbitrary<Deed>,
});
const plan = { kind: fc.constant("plan"), which: fc.constantFrom("small", "big", "tried", "year") };
const purchase = some(1, { ...plan, coupon: fc.boolean() }).arbitrary;
const deed = fc.oneof(
  some(3, { ...plan, coupon: fc.boolean() }),
  some(2, { kind: fc.constant("pass"), coupon: fc.boolean() }),
  some(2, { kind: fc.constant("change"), to: fc.constantFrom("small", "big") }),
  some(2, { kind: fc.constantFrom("refund", "refund at Stripe"), share: fc.constantFrom(0.25, 0.5, 1) }),
  some(3, { kind: fc.constantFrom("dispute", "win", "lose") }),
  some(3, { kind: fc.constantFrom("cancel", "undo", "bad card", "good card", "wait") }),
);
const history = fc
  .tuple(purchase, purchase, fc.array(deed, { minLength: 4, maxLength: 10, size: "max" }))
  .map(([first, second, rest]) => [first, second, ...rest]);

describe("whatever people, cards and banks do", () => {
  it("the ledger balances and agrees with Stripe, access is what is paid for, and the movements of MRR add up", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (deeds) => {
        await freshDatabase();
        await withTravellingClock(new Date("2026-01-10T00:00:00Z"), async (travel) => {
          const world = await makeStoryWorld();
          const people = { ada: world.ada, bob: world.bob };
          const looks: Date[] = [now()];
          for (const next of deeds) {
            travel(new Date(now().getTime() + next.days * dayMs + 60_000));
            await advanceSandbox(now());
            await attempt(() => perform(world, people[next.who], next));
            if (!next.heard) continue;
            await hear();
            await checkAccess(world, Object.values(people));
            looks.push(now());
          }
          await hear();
          await checkAccess(world, Object.values(people));
          await checkLedger();
          await checkMovements(world, Object.values(people), [...looks, now()]);
        });
      }),
      {
        numRuns: histories,
        markInterruptAsFailure: false,
        interruptAfterTimeLimit: 200_000,
        ...(process.env.HISTORY_SEED && { seed: Number(process.env.HISTORY_SEED) }),
      },
    );
  }, 240_000);
});

/** Everything Stripe has to tell, and what follows from it, until nothing more does. */
async function hear(): Promise<void> {
  while ((await deliverDirectly()) + (await runReadyJobs()) > 0);
}

/** What we refuse is refused; anything else that goes wrong is a fault. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "payment-unreachable") throw new Error("Stripe refused what we asked", { cause: error });
  }
}

async function perform(world: StoryWorld, userId: string, next: Deed): Promise<unknown> {
  const coupon = "coupon" in next && next.coupon ? { coupon: world.code } : {};
  switch (next.kind) {
    case "plan": {
      const price = {
        small: world.small.month,
        big: world.big.month,
        year: world.small.year,
        tried: world.tried.month,
      };
      return buys(world, userId, price[next.which], coupon);
    }
    case "pass":
      return buys(world, userId, world.pass.priceId, coupon);
    case "wait":
      return;
  }
  if (!(await findCustomer(userId))) return;
  const customer = await customerOf(userId);
  switch (next.kind) {
    case "bad card":
      return replaceCard(customer, "4000000000000341");
    case "good card":
      return replaceCard(customer, "4242424242424242");
    case "refund":
      return refundLatest(world, userId, next.share);
    case "refund at Stripe": {
      const [charge] = await listObjects("charge", customer);
      const amount = charge ? Math.ceil((charge.amount - charge.amount_refunded) * next.share) : 0;
      if (!charge || charge.disputed || amount === 0) return;
      return stripe().refunds.create({ payment_intent: charge.payment_intent, amount });
    }
    case "dispute": {
      const [charge] = await listObjects("charge", customer);
      if (!charge || charge.disputed || charge.refunded) return;
      return transact((tx) => openDispute(tx, charge, now()));
    }
    case "win":
    case "lose": {
      const open = (await listObjects("dispute")).find(
        (one) => one._customer === customer && one.status === "needs_response",
      );
      if (!open) return;
      return transact((tx) => decideDispute(tx, open, next.kind === "win" ? "won" : "lost", now()));
    }
  }
  const running = await runningOf(world, userId).catch(() => null);
  if (running?.status !== "active") return;
  // What ended at Stripe and has not been heard of can be clicked on, and is refused.
  const theirs = (await listObjects("subscription", customer)).find(({ id }) => id === running.stripeSubscriptionId);
  if (theirs?.status !== "active") return;
  if (next.kind === "change") return changePlan(userId, running.id, world[next.to].month);
  return next.kind === "cancel" ? cancelAtPeriodEnd(userId, running.id, "unused") : undoCancel(userId, running.id);
}

async function refundLatest(world: StoryWorld, userId: string, share: number): Promise<void> {
  const booked = (await read().select().from(payments)).filter((row) => row.userId === userId);
  const [latest] = booked.filter(({ kind }) => kind === "charge").sort((a, b) => b.at.getTime() - a.at.getTime());
  if (!latest) return;
  const back = booked.filter(({ chargedId }) => chargedId === latest.id).reduce((sum, { amount }) => sum + amount, 0);
  const amount = Math.ceil((latest.amount + back) * share);
  if (amount <= 0) return;
  const by = { userId: world.ownerId, self: false };
  const { id: paymentId } = latest;
  await refundPayment({ communityId: world.community.id, paymentId, amount, reason: "Asked", endsAccess: true, by });
}

async function checkAccess(world: StoryWorld, people: readonly string[]): Promise<void> {
  for (const userId of people) {
    const person = { userId, name: "", handle: "", isOperator: false, emailVerified: true };
    const viewer = await viewerFor(world.community.id, person);
    const all = [world.small.benefitId, world.big.benefitId, world.tried.benefitId];
    const held = all.filter((benefitId) => holds(viewer, benefitId));
    const paid = (await findCustomer(userId)) ? (await standingOf(world, userId, now())).benefits : new Set<string>();
    expect(held, `what ${userId} may open at ${now().toISOString()}`).toEqual(all.filter((id) => paid.has(id)));
  }
}

/** Each transaction moves as much as it takes; what Stripe and the bank hold is what Stripe says it moved. */
async function checkLedger(): Promise<void> {
  const lines = (await read().select().from(ledgerEntries)) as LedgerLine[];
  const held = trialBalance(lines).get("CNY") ?? new Map<Account, number>();
  expect([...held.values()].reduce((sum, amount) => sum + amount, 0)).toBe(0);
  const moved = (await listObjects("balance_transaction"))
    .filter(({ type }) => type !== "payout" && type !== "payout_failure")
    .reduce((sum, { net }) => sum + net, 0);
  expect((held.get("stripe") ?? 0) + (held.get("bank") ?? 0)).toBe(moved);
  const booked = await read().select().from(payments);
  const inBooks = booked.reduce((sum, { amount }) => sum + amount, 0);
  const results = ["sales.subscription", "sales.pass", "refunds", "disputes", "discounts"] as const;
  expect(results.reduce((sum, account) => sum - (held.get(account) ?? 0), 0)).toBe(inBooks);
}

/** Between any two looks start and movements make the end, each end is the next start, and the last is what Stripe bills. */
async function checkMovements(world: StoryWorld, people: readonly string[], looks: readonly Date[]): Promise<void> {
  const periods = await payingPeriods();
  for (const [index, to] of looks.entries()) {
    if (index === 0) continue;
    const { start, newAmount, reactivation, expansion, contraction, churn, end } = movements(
      periods,
      "CNY",
      looks[index - 1]!,
      to,
    );
    expect(start + newAmount + reactivation + expansion + contraction + churn).toBeCloseTo(end, 6);
    expect(start).toBeCloseTo(mrrAt(periods, looks[index - 1]!).get("CNY") ?? 0, 6);
    expect(end).toBeCloseTo(mrrAt(periods, to).get("CNY") ?? 0, 6);
  }
  let billed = 0;
  for (const userId of people)
    if (await findCustomer(userId)) billed += (await standingOf(world, userId, now())).monthly;
  expect(mrrAt(periods, now()).get("CNY") ?? 0).toBeCloseTo(billed, 6);
}

async function payingPeriods(): Promise<PayingPeriod[]> {
  const verbs = new Set<string>(periodVerbs);
  const entries = (await read().select().from(journal)).filter(
    (entry) => verbs.has(entry.verb) && entry.memberId !== null,
  ) as PeriodEntry[];
  return [...Map.groupBy(entries, ({ memberId }) => memberId).values()]
    .flatMap((own) => periodsOf(own))
    .filter(({ scope }) => scope === "paying")
    .map((period) => ({ ...period, monthlyAmount: period.monthlyAmount ?? 0, currency: period.currency ?? "" }));
}
