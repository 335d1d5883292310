import { describe, expect, it } from "vitest";
import {
  books,
  day,
  dispute,
  facts,
  february,
  invoice,
  january,
  order,
  place,
  refund,
  session,
  subscription,
  won,
} from "@/e2e/support/stripe-facts";
import { duties } from "./duties";

const running = facts({ subscriptions: [subscription()], invoices: [january] });

describe("Stripe is owed", () => {
  it("nothing while everything is as it should be", () => {
    expect(duties(running, books())).toEqual([]);
    expect(duties({ ...running, disputes: [won(dispute("pi-january", "2026-01-20"), "2026-01-25")] }, books())).toEqual(
      [],
    );
    expect(duties({ ...running, refunds: [refund("pi-january", 1000, "2026-01-20")] }, books())).toEqual([]);
  });

  it("the end of a subscription whose dispute was lost, or whose money went back and left nothing paid", () => {
    const lost = { ...dispute("pi-january", "2026-01-20"), state: "lost" };
    expect(duties({ ...running, disputes: [lost] }, books())).toEqual([
      { kind: "cancel-lost-dispute", subscriptionId: "sub" },
    ]);
    const refunds = [refund("pi-january", 3900, "2026-01-20")];
    expect(duties({ ...running, refunds }, books())).toEqual([{ kind: "cancel-refunded", subscriptionId: "sub" }]);
    const stays = books({ endsAccess: new Map([[refunds[0]!.id, false]]) });
    expect(duties({ ...running, refunds }, stays)).toEqual([]);
    const over = subscription({ status: "canceled", endedAt: day("2026-01-20") });
    expect(duties({ ...running, subscriptions: [over], refunds, disputes: [lost] }, books())).toEqual([]);
  });

  it("the end of a subscription whose running period went back, although some of a cheaper one is left", () => {
    const upgrade = invoice("upgrade", [
      ["small", -2600, "2026-01-20", "2026-02-10"],
      ["small", 39000, "2026-01-20", "2027-01-20"],
    ]);
    const yearly = subscription({ periodStart: day("2026-01-20"), periodEnd: day("2027-01-20") });
    const given = facts({
      subscriptions: [yearly],
      invoices: [january, upgrade],
      refunds: [refund("pi-upgrade", 36400, "2026-01-25")],
    });
    expect(duties(given, books())).toEqual([{ kind: "cancel-refunded", subscriptionId: "sub" }]);
  });

  it("the end of a subscription whose upgrade within the month went back, although the cheaper plan was paid to the same day", () => {
    const upgrade = invoice("upgrade", [
      ["small", -2600, "2026-01-20", "2026-02-10"],
      ["big", 6600, "2026-01-20", "2026-02-10"],
    ]);
    const bigger = subscription({ stripePriceId: "stripe-big" });
    const refunds = [refund("pi-upgrade", 4000, "2026-01-25")];
    const given = facts({ subscriptions: [bigger], invoices: [january, upgrade], refunds });
    expect(duties(given, books())).toEqual([{ kind: "cancel-refunded", subscriptionId: "sub" }]);
    const earlier = [refund("pi-january", 3900, "2026-01-25")];
    expect(duties({ ...given, refunds: earlier }, books())).toEqual([]);
  });

  it("no end for the refund of a period that is over", () => {
    const refunds = [refund("pi-january", 3900, "2026-02-20")];
    expect(duties({ ...running, invoices: [january, february], refunds }, books())).toEqual([]);
  });

  it("the end of every subscription of a family but the first, with its money, whichever is listed first", () => {
    const second = subscription({ id: "sub-2", startedAt: day("2026-01-11") });
    const paid = invoice("second", [["small", 3900, "2026-01-11", "2026-02-11"]], { subscriptionId: "sub-2" });
    const expected = [{ kind: "cancel-second", subscriptionId: "sub-2", paymentIntentId: "pi-second" }];
    for (const subscriptions of [
      [subscription(), second],
      [second, subscription()],
    ])
      expect(duties(facts({ subscriptions, invoices: [january, paid] }), books())).toEqual(expected);
  });

  it("the end of a subscription that began after one in another account", () => {
    const elsewhere = {
      account: "acct",
      stripeSubscriptionId: "sub-0",
      communityId: place,
      family: "plans",
      startedAt: day("2026-01-01"),
    };
    expect(duties(running, books({ liveElsewhere: [elsewhere] }))).toEqual([
      { kind: "cancel-second", subscriptionId: "sub", paymentIntentId: "pi-january" },
    ]);
    const later = { ...elsewhere, startedAt: day("2026-01-20") };
    expect(duties(running, books({ liveElsewhere: [later] }))).toEqual([]);
    expect(duties(running, books({ liveElsewhere: [{ ...elsewhere, family: "mentoring" }] }))).toEqual([]);
  });

  it("the end of a trial whose card somebody else has tried with, but not of days paid in advance", () => {
    const tried = books({ triedCards: new Set([`${place} finger`]) });
    const trial = subscription({ status: "trialing", trialEnd: day("2026-01-24"), cardFingerprint: "finger" });
    expect(duties(facts({ subscriptions: [trial] }), tried)).toEqual([{ kind: "end-trial", subscriptionId: "sub" }]);
    expect(duties(facts({ subscriptions: [{ ...trial, cardFingerprint: "other" }] }), tried)).toEqual([]);
    const carried = { ...trial, metadata: { ...trial.metadata, carriedFrom: "order-1" } };
    expect(duties(facts({ subscriptions: [carried] }), tried)).toEqual([]);
  });

  it("that nobody pays a page whose order is closed, and that no schedule outlives a cancellation", () => {
    const ours = (state: "open" | "paid" | "expired") =>
      books({ orders: new Map([["order", order("order", { state })]]) });
    const open = facts({ sessions: [session("cs")] });
    expect(duties(open, ours("open"))).toEqual([]);
    expect(duties(open, ours("paid"))).toEqual([{ kind: "expire-session", sessionId: "cs" }]);
    expect(duties(open, ours("expired"))).toEqual([{ kind: "expire-session", sessionId: "cs" }]);
    expect(duties(open, books())).toEqual([]);
    const leaving = subscription({ cancelAtPeriodEnd: true, scheduleId: "sched" });
    expect(duties({ ...running, subscriptions: [leaving] }, books())).toEqual([
      { kind: "release-schedule", scheduleId: "sched" },
    ]);
  });

  it("nothing for what is not ours", () => {
    const foreign = subscription({ metadata: {}, status: "trialing", cancelAtPeriodEnd: true, scheduleId: "sched" });
    const lost = { ...dispute("pi-january", "2026-01-20"), state: "lost" };
    expect(duties(facts({ subscriptions: [foreign], invoices: [january], disputes: [lost] }), books())).toEqual([]);
  });
});
