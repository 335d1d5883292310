import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { couponTerms } from "@/e2e/support/coupon-terms";
import {
  big,
  books,
  day,
  dispute,
  facts,
  february,
  invoice,
  january,
  openInvoice,
  order,
  payer,
  payment,
  place,
  refund,
  small,
  subscription,
  upgrade,
  won,
} from "@/e2e/support/stripe-facts";
import { accountHistory } from "./account-history";
import type { Books } from "./books";
import type { CouponTerms } from "./coupon";
import type { CustomerFacts } from "./facts";

const at = day("2026-06-01");

/** A tenth off, for good. */
const coupon = couponTerms({ communityId: place, duration: "forever", taken: 1 });

/** `verb date` of the first subscription, with what it is worth by the month where that is said. */
function story(known: CustomerFacts, ours: Books = books(), until = at): string[] {
  const [history] = accountHistory(known, ours, until).subscriptions;
  return history!.story.map(({ verb, at: when, detail }) =>
    [verb, when.toISOString().slice(0, 10), detail.monthlyAmount ?? detail.reason]
      .filter((one) => one != null)
      .join(" "),
  );
}

describe("what the journal is told", () => {
  it("of renewals: paying began once", () => {
    expect(story(facts({ subscriptions: [subscription()], invoices: [february, january] }))).toEqual([
      "paying.started 2026-01-10 3900",
    ]);
  });

  it("of an upgrade and a downgrade: paying changed, at the moment of each", () => {
    expect(story(facts({ subscriptions: [subscription()], invoices: [january, upgrade, february] }))).toEqual([
      "paying.started 2026-01-10 3900",
      "paying.changed 2026-01-25 9900",
      "paying.changed 2026-02-10 3900",
    ]);
  });

  it("of a failed renewal: past due, and recovered when it was paid after all", () => {
    const late = subscription({ status: "past_due", periodStart: day("2026-02-10") });
    const failed = facts({
      subscriptions: [late],
      invoices: [january],
      openInvoices: [openInvoice("february", "2026-02-10")],
    });
    expect(story(failed)).toEqual(["paying.started 2026-01-10 3900", "subscription.past_due 2026-02-10"]);
    const paid = { ...february, paidAt: day("2026-02-13"), attempts: 2 };
    expect(story(facts({ subscriptions: [subscription()], invoices: [january, paid] }))).toEqual([
      "paying.started 2026-01-10 3900",
      "subscription.past_due 2026-02-10",
      "subscription.recovered 2026-02-13",
    ]);
  });

  it("of a pause: paying ended with the paid time, once that has come, and began again", () => {
    const paused = facts({ subscriptions: [subscription({ pause: { resumesAt: null } })], invoices: [january] });
    expect(story(paused, books(), day("2026-02-09"))).toEqual(["paying.started 2026-01-10 3900"]);
    expect(story(paused, books(), day("2026-02-10"))).toEqual([
      "paying.started 2026-01-10 3900",
      "paying.ended 2026-02-10 paused",
      "subscription.paused 2026-02-10",
    ]);
    const again = invoice("again", [["small", 3900, "2026-03-20", "2026-04-20"]]);
    const resumed = facts({ subscriptions: [subscription()], invoices: [january, again] });
    expect(story(resumed)).toEqual([
      "paying.started 2026-01-10 3900",
      "paying.ended 2026-02-10 paused",
      "subscription.paused 2026-02-10",
      "paying.started 2026-03-20 3900",
      "subscription.unpaused 2026-03-20",
    ]);
    const left = subscription({ status: "canceled", endedAt: day("2026-03-20"), endReason: "cancellation_requested" });
    expect(story(facts({ subscriptions: [left], invoices: [january] }))).toEqual([
      "paying.started 2026-01-10 3900",
      "paying.ended 2026-02-10 paused",
      "subscription.paused 2026-02-10",
    ]);
  });

  it("of a trial: begun, over, and paying only from the first charge", () => {
    const trial = subscription({ status: "trialing", trialEnd: day("2026-01-24"), periodEnd: day("2026-01-24") });
    expect(story(facts({ subscriptions: [trial] }), books(), day("2026-01-20"))).toEqual(["trial.started 2026-01-10"]);
    const first = invoice("first", [["small", 3900, "2026-01-24", "2026-02-24"]], { isRenewal: true });
    const known = facts({ subscriptions: [{ ...trial, status: "active" }], invoices: [first] });
    expect(story(known)).toEqual([
      "trial.started 2026-01-10",
      "paying.started 2026-01-24 3900",
      "trial.ended 2026-01-24 over",
    ]);
  });

  it("of cancellations: also those that were undone, by what the subscription itself remembers", () => {
    const seconds = (text: string) => day(text).getTime() / 1000;
    const undone = `${seconds("2026-01-12")}:${seconds("2026-01-13")} ${seconds("2026-01-20")}:${seconds("2026-01-21")}`;
    const metadata = { ...subscription().metadata, undone };
    const leaving = { cancelAtPeriodEnd: true, canceledAt: day("2026-01-25"), cancelReason: "unused" };
    const known = facts({ subscriptions: [subscription({ metadata, ...leaving })], invoices: [january] });
    expect(story(known).slice(1)).toEqual([
      "subscription.cancelled 2026-01-12",
      "subscription.resumed 2026-01-13",
      "subscription.cancelled 2026-01-20",
      "subscription.resumed 2026-01-21",
      "subscription.cancelled 2026-01-25 unused",
    ]);
  });

  it("of a change agreed for later, and of one that was dropped before it came", () => {
    const phases = [
      { stripePriceId: "stripe-big", from: day("2026-01-10"), to: day("2026-02-10") },
      { stripePriceId: "stripe-small", from: day("2026-02-10"), to: day("2026-03-10") },
    ];
    const schedule = { id: "sched", subscriptionId: "sub", createdAt: day("2026-01-20"), releasedAt: null, phases };
    const known = facts({ subscriptions: [subscription()], invoices: [january], schedules: [schedule] });
    expect(story(known).slice(1)).toEqual(["subscription.change_scheduled 2026-01-20"]);
    const dropped = { ...known, schedules: [{ ...schedule, releasedAt: day("2026-01-22") }] };
    expect(story(dropped).slice(1)).toEqual([
      "subscription.change_scheduled 2026-01-20",
      "subscription.change_dropped 2026-01-22",
    ]);
    const done = { ...known, schedules: [{ ...schedule, releasedAt: day("2026-03-10") }] };
    expect(story(done).slice(1)).toEqual(["subscription.change_scheduled 2026-01-20"]);
  });

  it("of a coupon: it lowers what a subscription is worth when it is for good, and not when it is for a time", () => {
    const metadata = { ...subscription().metadata, orderId: "order" };
    const known = facts({ subscriptions: [subscription({ metadata })], invoices: [{ ...january, amountPaid: 3510 }] });
    const bought = order("order", { kind: "subscription", priceId: "small", couponId: "coupon" });
    const ours = (terms: CouponTerms) =>
      books({ orders: new Map([["order", bought]]), coupons: new Map([["coupon", terms]]) });
    expect(story(known, ours(coupon))).toEqual(["paying.started 2026-01-10 3510"]);
    expect(story(known, ours({ ...coupon, duration: "once" }))).toEqual(["paying.started 2026-01-10 3900"]);
  });

  it("of a coupon for a time: what it takes off by the month, and until when", () => {
    const metadata = { ...subscription().metadata, orderId: "order" };
    const upgrade = invoice("upgrade", [["big", 9900, "2026-02-10", "2026-03-10"]], { isRenewal: true });
    const later = invoice("later", [["small", 3900, "2026-03-10", "2026-04-10"]], { isRenewal: true });
    const known = facts({ subscriptions: [subscription({ metadata })], invoices: [january, upgrade, later] });
    const bought = order("order", { kind: "subscription", priceId: "small", couponId: "coupon" });
    const discounts = (terms: Partial<CouponTerms>) => {
      const coupons = new Map([["coupon", { ...coupon, ...terms }]]);
      const ours = books({ orders: new Map([["order", bought]]), coupons });
      return accountHistory(known, ours, at).subscriptions[0]!.story.map(({ detail }) =>
        detail.discountEndsAt
          ? `${detail.discountMonthly} to ${new Date(Number(detail.discountEndsAt)).toISOString().slice(0, 10)}`
          : "none",
      );
    };
    expect(discounts({ duration: "once", percentBp: 5000 })).toEqual(["1950 to 2026-02-10", "none", "none"]);
    const twoMonths = ["390 to 2026-03-10", "990 to 2026-03-10", "none"];
    expect(discounts({ duration: "months", months: 2 })).toEqual(twoMonths);
    expect(discounts({ duration: "forever" })).toEqual(["none", "none", "none"]);
    expect(discounts({ percentBp: null, amountOff: 500, currency: "EUR", duration: "once" })[0]).toBe("none");
  });

  it("of a coupon for a time on a year's price: a twelfth of what it takes off, through the year", () => {
    const metadata = { ...subscription().metadata, orderId: "order" };
    const yearly = { ...small, amount: 39_000, interval: "year" as const };
    const year = invoice("year", [["small", 39_000, "2026-01-10", "2027-01-10"]]);
    const known = facts({ subscriptions: [subscription({ metadata })], invoices: [year] });
    const bought = order("order", { kind: "subscription", priceId: "small", couponId: "coupon" });
    const coupons = new Map([["coupon", { ...coupon, duration: "once" as const, percentBp: 3333 }]]);
    const prices = new Map([...books().prices].map(([id, price]) => [id, price.id === small.id ? yearly : price]));
    const ours = books({ orders: new Map([["order", bought]]), coupons, prices });
    expect(accountHistory(known, ours, at).subscriptions[0]!.story[0]!.detail).toMatchObject({
      monthlyAmount: 3250,
      discountMonthly: 12_999 / 12,
      discountEndsAt: day("2027-01-10").getTime(),
    });
  });
});

describe("money that moved", () => {
  const moved = (known: CustomerFacts, ours = books()) =>
    accountHistory(known, ours, at).money.map(({ kind, amount, stripeId, chargeStripeId }) =>
      [kind, amount, stripeId, chargeStripeId].filter((one) => one !== null).join(" "),
    );
  const running = facts({ subscriptions: [subscription()], invoices: [january] });

  it("is one entry per paid invoice, and none for a free one", () => {
    const free = invoice("free", [["small", 0, "2026-01-01", "2026-01-10"]]);
    expect(moved({ ...running, invoices: [free, january, february] })).toEqual([
      "charge 3900 january",
      "charge 3900 february",
    ]);
  });

  it("finds what went back through any of the payments of an invoice", () => {
    const parts = { ...january, paymentIntentIds: ["pi-1", "pi-2"], paymentIntentId: "pi-1" };
    const refunds = [refund("pi-2", 500, "2026-01-20", { id: "re" })];
    expect(moved({ ...running, invoices: [parts], refunds })).toEqual([
      "charge 3900 january",
      "refund -500 re january",
    ]);
  });

  it("takes a refund back that the bank could not deliver, and a dispute that was won", () => {
    const refunds = [
      refund("pi-january", 3900, "2026-01-20", { id: "re", state: "failed", failedAt: day("2026-01-22") }),
    ];
    const disputes = [won(dispute("pi-january", "2026-01-25"), "2026-01-30")];
    expect(moved({ ...running, refunds, disputes })).toEqual([
      "charge 3900 january",
      "refund -3900 re january",
      "refund_failed 3900 re:failed january",
      "dispute -3900 du-pi-january january",
      "dispute_won 3900 du-pi-january:won january",
    ]);
  });

  it("is none of ours without our metadata, of another person, or for less than the order", () => {
    const ours = books({ orders: new Map([["order", order("order")]]) });
    expect(moved(facts({ payments: [payment("pi")] }), ours)).toEqual(["charge 990 pi"]);
    for (const wrong of [
      payment("pi", { metadata: {} }),
      payment("pi", { metadata: { userId: "eve", communityId: place, orderId: "order" } }),
      payment("pi", { metadata: { userId: payer, communityId: place, orderId: "other" } }),
      payment("pi", { amount: 989 }),
      payment("pi", { currency: "USD" }),
    ])
      expect(moved(facts({ payments: [wrong] }), ours)).toEqual([]);
    const foreign = subscription({ metadata: { userId: "eve", communityId: place } });
    expect(accountHistory({ ...running, subscriptions: [foreign] }, books(), at).subscriptions).toEqual([]);
  });
});

describe("an order", () => {
  const ours = books({ orders: new Map([["order", order("order")]]) });
  const first = payment("pi-a", { at: day("2026-01-10") });
  const second = payment("pi-b", { at: day("2026-01-11") });

  it("paid twice is one purchase from the first payment on, in whichever order they are listed", () => {
    for (const payments of [
      [first, second],
      [second, first],
    ]) {
      const { orders, money } = accountHistory(facts({ payments }), ours, at);
      expect(orders).toMatchObject([{ orderId: "order", paidAt: day("2026-01-10"), refundedAt: null }]);
      expect(money.map(({ amount }) => amount)).toEqual([990, 990]);
    }
  });

  it("paid twice is given back when both payments are", () => {
    const one = [refund("pi-b", 990, "2026-02-01")];
    const both = [...one, refund("pi-a", 990, "2026-02-03")];
    const refundedAt = (refunds: typeof both) =>
      accountHistory(facts({ payments: [first, second], refunds }), ours, at).orders[0]!.refundedAt;
    expect(refundedAt(one)).toBeNull();
    expect(refundedAt(both)).toEqual(day("2026-02-03"));
  });

  it("shows the dispute that is open before one that is over", () => {
    const over = won(dispute("pi-a", "2026-02-01"), "2026-02-10");
    const open = dispute("pi-b", "2026-01-20");
    const of = (disputes: (typeof open)[]) =>
      accountHistory(facts({ payments: [first, second], disputes }), ours, at).orders[0]!;
    expect(of([over, open])).toMatchObject({ disputedAt: day("2026-01-20"), disputeState: "needs_response" });
    expect(of([over])).toMatchObject({ disputedAt: day("2026-02-01"), disputeState: "won" });
    expect(of([{ ...open, state: "warning_needs_response" }])).toMatchObject({ disputedAt: null });
  });
});

describe("the whole history", () => {
  it("depends on what Stripe says and not on the order in which it lists it", () => {
    const known = facts({
      subscriptions: [subscription(), subscription({ id: "old", status: "canceled", endedAt: day("2025-12-10") })],
      invoices: [
        january,
        february,
        invoice("old", [["small", 3900, "2025-11-10", "2025-12-10"]], { subscriptionId: "old" }),
      ],
      payments: [payment("pi-a"), payment("pi-b", { at: day("2026-01-11") })],
      refunds: [refund("pi-a", 100, "2026-01-12"), refund("pi-january", 200, "2026-01-13")],
      disputes: [dispute("pi-february", "2026-02-20")],
    });
    const ours = books({ orders: new Map([["order", order("order")]]) }, [
      small,
      big,
      { ...small, id: "single", interval: null },
    ]);
    const sorted = (history: ReturnType<typeof accountHistory>) =>
      JSON.stringify({
        ...history,
        subscriptions: [...history.subscriptions].sort((a, b) =>
          a.stripeSubscriptionId < b.stripeSubscriptionId ? -1 : 1,
        ),
        refunds: [...history.refunds].sort((a, b) => (a.id < b.id ? -1 : 1)),
      });
    const whole = <One>(list: One[]) => fc.shuffledSubarray(list, { minLength: list.length });
    fc.assert(
      fc.property(
        fc.record({
          subscriptions: whole(known.subscriptions),
          invoices: whole(known.invoices),
          payments: whole(known.payments),
          refunds: whole(known.refunds),
        }),
        (shuffled) => {
          expect(sorted(accountHistory({ ...known, ...shuffled }, ours, at))).toBe(
            sorted(accountHistory(known, ours, at)),
          );
        },
      ),
    );
  });
});
