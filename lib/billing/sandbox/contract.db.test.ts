import type Stripe from "stripe";
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { read } from "@/db/client";
import { engine } from "@/db/dialect";
import { payments } from "@/db/schema/billing";
import { liveUntil, makePaidCommunity, makePerson, subscribeTo } from "@/e2e/support/billing-world";
import { keyless, statements, typeErrors } from "@/e2e/support/contract";
import { freshDatabase } from "@/e2e/support/database";
import { changeStories } from "@/e2e/support/money-stories/changes";
import { moneyBackStories } from "@/e2e/support/money-stories/money-back";
import { playInOrder } from "@/e2e/support/money-stories/play";
import { prepaidStories } from "@/e2e/support/money-stories/prepaid";
import { subscriptionStories } from "@/e2e/support/money-stories/subscriptions";
import { storiesWithoutMoney } from "@/e2e/support/money-stories/without-money";
import { buy, makeCoupon, makePass } from "@/e2e/support/selling-world";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { choosePlan, openCardPage, previewChange } from "../change-subscription";
import { connectAccount } from "../connect-account";
import { deliverDirectly } from "../deliver-directly";
import { recordCalls } from "../gateway";
import { registerBillingJobs } from "../jobs";
import { pauseSubscription, resumeSubscription } from "../pause-subscription";
import { findConnectedAccount } from "../queries/connected-accounts";
import { findLiveSubscription } from "../queries/subscriptions";
import { reconcile } from "../reconcile";
import { refundPayment } from "../refund-payment";
import { syncAllPayouts } from "../sync-payouts";
import { moveAccount } from "./connecting";
import type { SandboxKinds } from "./objects/kinds";
import type { RecordedCall } from "./recording";

registerBillingJobs();

const stories = [
  ...subscriptionStories,
  ...changeStories,
  ...moneyBackStories,
  ...prepaidStories,
  ...storiesWithoutMoney,
];

/** What the sixteen stories leave out: pages of Stripe's, previews, pauses, coupons, accounts of their own. */
async function theRest(): Promise<void> {
  await withTravellingClock(new Date("2026-03-01T00:00:00Z"), async (travel) => {
    const world = await makePaidCommunity();
    const { id: communityId } = world.community;
    const ada = await makePerson("Ada");
    await subscribeTo(world, ada, world.small.month);
    const live = async () => (await findLiveSubscription(communityId, ada))!.id;
    await openCardPage(ada, "http://localhost:3000/me/billing");
    await previewChange(ada, await live(), world.big.month);
    await choosePlan(ada, await live(), world.big.month);
    await choosePlan(ada, await live(), world.small.month);
    await choosePlan(ada, await live(), world.big.month);
    await pauseSubscription(ada, await live(), new Date("2026-05-01T00:00:00Z"));
    travel(new Date("2026-04-10T00:00:00Z"));
    await liveUntil(now());
    await resumeSubscription(ada, await live());
    await connectAccount({ community: world.community, returnTo: "http://localhost:3000/c/wheels/manage/payments" });
    const { account } = (await findConnectedAccount(communityId))!;
    await moveAccount(account, "finish");
    await deliverDirectly();
    await makeCoupon(communityId);
    const bob = await makePerson("Bob");
    const pass = await makePass(world);
    await buy(world, bob, { priceId: pass.priceId, coupon: "HALF" });
    await buy(world, bob, { priceId: world.small.month });
    travel(new Date("2026-05-20T00:00:00Z"));
    await liveUntil(now());
    const paid = (await read().select().from(payments)).find(({ account: where }) => where === account)!;
    const by = { userId: world.ownerId, self: false };
    await refundPayment({ communityId, paymentId: paid.id, amount: 100, reason: "", endsAccess: false, by });
    await syncAllPayouts();
    await reconcile();
  });
}

const made = (name: string, ...args: unknown[]): RecordedCall => ({ name, args, from: "/lib/billing/a.ts" });

describe("every request our code makes of Stripe", () => {
  let calls: RecordedCall[] = [];
  beforeAll(async () => {
    calls = recordCalls();
    process.env.GUILDHALL_SEEDING = "1";
    for (const story of stories) {
      await freshDatabase();
      (await playInOrder(story)).tape.eject();
    }
    await freshDatabase();
    await theRest();
  }, 240_000);

  it("names only parameters the installed SDK's types have", async () => {
    const lines = statements(calls);
    expect(lines.length).toBeGreaterThan(25);
    expect(await typeErrors(lines, engine)).toBe("");
  }, 240_000);

  it("would be caught with one it does not have", async () => {
    const wrong: RecordedCall[] = [
      made("refunds.create", { payment_intent: "pi", colour: "red" }),
      made("checkout.sessions.create", { mode: "payment", payment_intent_data: { colour: "red" } }),
    ];
    const found = await typeErrors(statements(wrong), `${engine}-wrong`);
    expect(found.match(/colour/g)).toHaveLength(2);
  }, 240_000);

  it("carries an idempotency key whenever it moves money or makes something", () => {
    expect(keyless(calls)).toEqual([]);
    expect(keyless([made("refunds.create", { payment_intent: "pi" })])).toHaveLength(1);
    expect(new Set(calls.map(({ name }) => name))).toContain("refunds.create");
  });
});

/** What a test must not send to Stripe cannot be told from what it may: the sandbox's answers are Stripe's shapes. */
type Visible<T> = { [K in keyof T as K extends `_${string}` ? never : K]-?: Exclude<T[K], undefined> };
/** Fields of ours that Stripe's type does not have, or has otherwise. Amounts with a fraction travel as text. */
type Misfits<Ours, Theirs> = {
  [K in keyof Visible<Ours>]: K extends keyof Theirs ? (Fits<Visible<Ours>[K], Theirs[K]> extends true ? never : K) : K;
}[keyof Visible<Ours>];
type Fits<Ours, Theirs> = Ours extends Theirs | (Stripe.Decimal extends Theirs ? string : never)
  ? true
  : Ours extends readonly (infer Each)[]
    ? Fits<Each, Extract<Theirs, readonly unknown[]>[number]>
    : Ours extends object
      ? [FitsOne<Ours, Theirs>] extends [never]
        ? false
        : true
      : false;
type FitsOne<Ours, Theirs> = Theirs extends object ? ([Misfits<Ours, Theirs>] extends [never] ? true : never) : never;

interface StripeKinds {
  product: Stripe.Product;
  price: Stripe.Price;
  coupon: Stripe.Coupon;
  discount: Stripe.Discount;
  customer: Stripe.Customer;
  payment_method: Stripe.PaymentMethod;
  "checkout.session": Stripe.Checkout.Session;
  "billing_portal.session": Stripe.BillingPortal.Session;
  subscription: Stripe.Subscription;
  subscription_schedule: Stripe.SubscriptionSchedule;
  invoice: Stripe.Invoice;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  balance_transaction: Stripe.BalanceTransaction;
  payout: Stripe.Payout;
  account: Stripe.Account;
  account_link: Stripe.AccountLink & { id: string };
  application_fee: Stripe.ApplicationFee;
  event: Omit<Stripe.EventBase, "type" | "data"> & { type: string; data: { object: Record<string, unknown> } };
}

describe("every answer of the sandbox", () => {
  it("has Stripe's fields and values, by the installed SDK's types", () => {
    type Wrong = { [K in keyof SandboxKinds]: Misfits<SandboxKinds[K], StripeKinds[K]> };
    expectTypeOf<Wrong>().toEqualTypeOf<{ [K in keyof SandboxKinds]: never }>();
    expectTypeOf<Misfits<{ colour: string; amount: number }, Stripe.Refund>>().toEqualTypeOf<"colour">();
    expectTypeOf<Misfits<{ amount: string }, Stripe.Refund>>().toEqualTypeOf<"amount">();
  });
});
