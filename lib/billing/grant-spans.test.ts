import fc from "fast-check";
import { describe, expect, it } from "vitest";
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
  place,
  refund,
  small,
  subscription,
  upgrade,
  won,
} from "@/e2e/support/stripe-facts";
import type { WantedGrant } from "@/lib/access/commands";
import { runs } from "@/lib/access/decide";
import { type Interval, periodBoundary } from "./billing-period";
import type { Books } from "./books";
import type { CustomerFacts } from "./facts";
import { grantSpans } from "./grant-spans";
import { ownPrice, subscriptionSituation } from "./subscription-situation";

function spansOf(known: CustomerFacts, ours: Books = books()): WantedGrant[] {
  const [fact] = known.subscriptions;
  return grantSpans(subscriptionSituation(fact!, ownPrice(fact!, ours)!, known, ours));
}

/** `benefit: start–end, paid until, note`, days as in the calendar and moments within a day by the hour. */
function told(known: CustomerFacts, ours?: Books): string[] {
  const text = (at: Date | null | undefined) =>
    at?.toISOString().replace("T00:00:00.000Z", "").slice(0, 13) ?? "for good";
  return spansOf(known, ours).map(
    ({ benefitId, startsAt, endsAt, paidUntil, sourceNote }) =>
      `${benefitId.replace("benefit-", "")}: ${text(startsAt)}–${text(endsAt)}, ${text(paidUntil)}${sourceNote ? `, ${sourceNote}` : ""}`,
  );
}

const ended = { status: "canceled", endedAt: day("2026-02-10"), endReason: "cancellation_requested" };

describe("a subscription opens what is paid for", () => {
  it("and a day more while its renewal is awaited", () => {
    const known = facts({ subscriptions: [subscription()], invoices: [january] });
    expect(told(known)).toEqual(["small: 2026-01-10–2026-02-11, 2026-02-10, renewing"]);
  });

  it("to the day and no longer when it was cancelled", () => {
    const cancelled = facts({ subscriptions: [subscription({ cancelAtPeriodEnd: true })], invoices: [january] });
    expect(told(cancelled)).toEqual(["small: 2026-01-10–2026-02-10, 2026-02-10"]);
    const over = facts({ subscriptions: [subscription(ended)], invoices: [january] });
    expect(told(over)).toEqual(["small: 2026-01-10–2026-02-10, 2026-02-10"]);
  });

  it("as one stretch over any number of renewals, also before the next invoice is paid", () => {
    const running = subscription({ periodStart: day("2026-03-10"), periodEnd: day("2026-04-10") });
    const known = facts({ subscriptions: [running], invoices: [february, january] });
    expect(told(known)).toEqual(["small: 2026-01-10–2026-03-11, 2026-03-10, renewing"]);
  });

  it("for the owner's days of grace while a renewal has failed, and that long when it was never paid", () => {
    const failed = { openInvoices: [openInvoice("february", "2026-02-10")], invoices: [january] };
    const late = subscription({ status: "past_due", periodStart: day("2026-02-10"), periodEnd: day("2026-03-10") });
    expect(told(facts({ ...failed, subscriptions: [late] }))).toEqual([
      "small: 2026-01-10–2026-02-17, 2026-02-10, grace",
    ]);
    const strict = books({ graceDays: new Map([[place, 0]]) });
    expect(told(facts({ ...failed, subscriptions: [late] }), strict)).toEqual([
      "small: 2026-01-10–2026-02-10, 2026-02-10, grace",
    ]);
    const given = subscription({ status: "canceled", endedAt: day("2026-02-25"), endReason: "payment_failed" });
    expect(told(facts({ ...failed, subscriptions: [given] }))).toEqual([
      "small: 2026-01-10–2026-02-17, 2026-02-10, grace",
    ]);
    const early = subscription({ status: "canceled", endedAt: day("2026-02-12"), endReason: "payment_failed" });
    expect(told(facts({ ...failed, subscriptions: [early] }))).toEqual([
      "small: 2026-01-10–2026-02-12, 2026-02-10, grace",
    ]);
  });

  it("without a gap when a failed renewal is paid within the grace, and with the gap there was when it is paid later", () => {
    const running = subscription({ periodStart: day("2026-02-10"), periodEnd: day("2026-03-10") });
    const paidOn = (at: string) =>
      facts({ subscriptions: [running], invoices: [january, { ...february, paidAt: day(at), attempts: 2 }] });
    expect(told(paidOn("2026-02-17"))).toEqual(["small: 2026-01-10–2026-03-11, 2026-03-10, renewing"]);
    expect(told(paidOn("2026-02-20"))).toEqual([
      "small: 2026-01-10–2026-02-17, 2026-02-10, grace",
      "small: 2026-02-20–2026-03-11, 2026-03-10, renewing",
    ]);
  });

  it("ends with the paid time when it is paused, and begins again with the next charge", () => {
    const paused = subscription({
      pause: { resumesAt: null },
      periodStart: day("2026-03-10"),
      periodEnd: day("2026-04-10"),
    });
    expect(told(facts({ subscriptions: [paused], invoices: [january] }))).toEqual([
      "small: 2026-01-10–2026-02-10, 2026-02-10",
    ]);
    const again = invoice("again", [["small", 3900, "2026-03-20", "2026-04-20"]]);
    const resumed = subscription({ periodStart: day("2026-03-20"), periodEnd: day("2026-04-20") });
    expect(told(facts({ subscriptions: [resumed], invoices: [january, again] }))).toEqual([
      "small: 2026-01-10–2026-02-10, 2026-02-10",
      "small: 2026-03-20–2026-04-21, 2026-04-20, renewing",
    ]);
  });
});

describe("a change of plan", () => {
  const onBig = subscription({ stripePriceId: "stripe-big" });

  it("opens the new benefits from its moment and keeps the common ones without a gap", () => {
    expect(told(facts({ subscriptions: [onBig], invoices: [january, upgrade] }))).toEqual([
      "small: 2026-01-10–2026-02-11, 2026-02-10, renewing",
      "big: 2026-01-25–2026-02-11, 2026-02-10, renewing",
    ]);
  });

  it("that is pending awaits only what the next price opens", () => {
    const pending = { stripePriceId: "stripe-small", at: day("2026-02-10"), scheduleId: "sched" };
    const known = facts({ subscriptions: [{ ...onBig, pending }], invoices: [january, upgrade] });
    expect(told(known)).toEqual([
      "small: 2026-01-10–2026-02-11, 2026-02-10, renewing",
      "big: 2026-01-25–2026-02-10, 2026-02-10",
    ]);
  });

  it("made at Stripe without charging opens the period that is paid", () => {
    expect(told(facts({ subscriptions: [onBig], invoices: [january] }))).toEqual([
      "big: 2026-01-10–2026-02-11, 2026-02-10, renewing",
      "small: 2026-01-10–2026-02-11, 2026-02-10, renewing",
    ]);
  });

  it("that is given back in full ends what it opened and gives back what it had credited", () => {
    const known = facts({
      subscriptions: [onBig],
      invoices: [january, upgrade],
      refunds: [refund("pi-upgrade", 3000, "2026-02-01")],
    });
    expect(told(known)).toContain("big: 2026-01-25–2026-02-01, 2026-02-01, refunded");
    expect(told(known)).toContain("small: 2026-01-10–2026-02-11, 2026-02-10, renewing");
  });
});

describe("a trial", () => {
  const trial = { status: "trialing", trialEnd: day("2026-01-24"), periodEnd: day("2026-01-24") };
  const free = invoice("free", [["small", 0, "2026-01-10", "2026-01-24"]]);

  it("opens its days, with or without an invoice for them, and the day after while the charge is awaited", () => {
    const expected = ["small: 2026-01-10–2026-01-25, 2026-01-24, renewing"];
    expect(told(facts({ subscriptions: [subscription(trial)] }))).toEqual(expected);
    expect(told(facts({ subscriptions: [subscription(trial)], invoices: [free] }))).toEqual(expected);
  });

  it("that stands for days paid in advance opens nothing, and is awaited where it ends", () => {
    const metadata = { ...subscription().metadata, carriedFrom: "order-1" };
    const carried = subscription({ ...trial, metadata });
    expect(told(facts({ subscriptions: [carried], invoices: [free] }))).toEqual([
      "small: 2026-01-24–2026-01-25, 2026-01-24, renewing",
    ]);
    const first = invoice("first", [["small", 3900, "2026-01-24", "2026-02-24"]], { isRenewal: true });
    const charged = { ...carried, status: "active", periodStart: day("2026-01-24"), periodEnd: day("2026-02-24") };
    expect(told(facts({ subscriptions: [charged], invoices: [free, first] }))).toEqual([
      "small: 2026-01-24–2026-02-25, 2026-02-24, renewing",
    ]);
  });

  it("of two days, which only rounds such days up, opens them", () => {
    const metadata = { ...subscription().metadata, carriedFrom: "order-1" };
    const rounded = subscription({ ...trial, metadata, trialEnd: day("2026-01-12") });
    expect(told(facts({ subscriptions: [rounded] }))).toEqual(["small: 2026-01-10–2026-01-13, 2026-01-12, renewing"]);
  });

  it("that is cut short ends there", () => {
    const cut = subscription({ ...trial, status: "active", trialEnd: day("2026-01-10T01:00:00Z") });
    expect(told(facts({ subscriptions: [{ ...cut, pause: { resumesAt: null } }], invoices: [free] }))).toEqual([
      "small: 2026-01-10–2026-01-10T01, 2026-01-10T01",
    ]);
  });
});

describe("money that goes back", () => {
  const running = facts({ subscriptions: [subscription()], invoices: [january] });

  it("in full ends access at that moment; in part it changes nothing", () => {
    expect(told({ ...running, refunds: [refund("pi-january", 3899, "2026-01-20")] })).toEqual(told(running));
    const parts = [refund("pi-january", 900, "2026-01-15"), refund("pi-january", 3000, "2026-01-20")];
    expect(told({ ...running, refunds: parts })).toEqual(["small: 2026-01-10–2026-01-20, 2026-01-20, refunded"]);
  });

  it("counts on its way, and no more once the bank sent it back", () => {
    const given = refund("pi-january", 3900, "2026-01-20");
    expect(told({ ...running, refunds: [{ ...given, state: "pending" }] })).toHaveLength(1);
    expect(told({ ...running, refunds: [{ ...given, state: "pending" }] })[0]).toContain("refunded");
    expect(told({ ...running, refunds: [{ ...given, state: "failed" }] })).toEqual(told(running));
  });

  it("leaves access alone where the product or the refund says so", () => {
    const given = refund("pi-january", 3900, "2026-01-20");
    const stays = books({}, [{ ...small, accessAfterRefund: "stays" }, big]);
    expect(told({ ...running, refunds: [given] }, stays)).toEqual(told(running));
    const said = books({ endsAccess: new Map([[given.id, false]]) });
    expect(told({ ...running, refunds: [given] }, said)).toEqual(told(running));
    const ours = books({ endsAccess: new Map([["our-id", false]]) });
    const named = { ...given, metadata: { refundId: "our-id" } };
    expect(told({ ...running, refunds: [named] }, ours)).toEqual(told(running));
  });

  it("by a dispute rests access until it is won; lost it stays ended; a mere inquiry changes nothing", () => {
    const open = dispute("pi-january", "2026-01-20");
    expect(told({ ...running, disputes: [open] })).toEqual(["small: 2026-01-10–2026-01-20, 2026-02-10, disputed"]);
    expect(told({ ...running, disputes: [{ ...open, state: "lost" }] })).toEqual([
      "small: 2026-01-10–2026-01-20, 2026-01-20, disputed",
    ]);
    expect(told({ ...running, disputes: [won(open, "2026-01-25")] })).toEqual([
      "small: 2026-01-10–2026-01-20, 2026-02-10, disputed",
      "small: 2026-01-25–2026-02-11, 2026-02-10, renewing",
    ]);
    for (const state of ["warning_needs_response", "warning_closed", "prevented"])
      expect(told({ ...running, disputes: [{ ...open, state }] })).toEqual(told(running));
  });
});

/** A life of renewals on the anchor's day, ended or not: what must hold whichever day it began on. */
const life = fc.record({
  anchor: fc.date({ min: day("2023-01-01"), max: day("2030-01-01"), noInvalidDate: true }),
  interval: fc.constantFrom<Interval>("month", "year"),
  periods: fc.integer({ min: 1, max: 14 }),
  how: fc.constantFrom("active", "cancelled", "past_due", "paused"),
});

function lived({ anchor, interval, periods, how }: typeof life extends fc.Arbitrary<infer L> ? L : never) {
  const from = new Date(Math.floor(anchor.getTime() / 1000) * 1000);
  const boundary = (count: number) => periodBoundary(from, interval, count);
  const invoices = Array.from({ length: periods }, (_, n) =>
    invoice(`in-${n}`, [["small", 3900, boundary(n).toISOString(), boundary(n + 1).toISOString()]], {
      isRenewal: n > 0,
    }),
  );
  const end = boundary(periods);
  const isLate = how === "past_due";
  const fact = subscription({
    startedAt: from,
    status: isLate ? "past_due" : "active",
    periodStart: isLate ? end : boundary(periods - 1),
    periodEnd: isLate ? boundary(periods + 1) : end,
    cancelAtPeriodEnd: how === "cancelled",
    pause: how === "paused" ? { resumesAt: null } : null,
  });
  const openInvoices = isLate ? [openInvoice("open", end.toISOString())] : [];
  return { from, end, known: facts({ subscriptions: [fact], invoices, openInvoices }) };
}

describe("whatever day it began on (31 January, 29 February, a night that changes the clocks)", () => {
  it("access is one stretch from the first second to the last that is paid for, and says so", () => {
    fc.assert(
      fc.property(life, (drawn) => {
        const { from, end, known } = lived(drawn);
        const [span, ...more] = spansOf(known);
        expect(more).toEqual([]);
        expect(span).toMatchObject({ startsAt: from, paidUntil: end });
        const patience = { active: 1, cancelled: 0, past_due: 7, paused: 0 }[drawn.how];
        expect(span!.endsAt!.getTime() - end.getTime()).toBe(patience * 24 * 60 * 60 * 1000);
        const at = (offset: number) => runs(span!, new Date(span!.endsAt!.getTime() + offset));
        expect([at(-1), at(0), at(1), runs(span!, from)]).toEqual([true, false, false, true]);
      }),
    );
  });

  it("the order in which Stripe lists things changes nothing", () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.nat()), (drawn, chance) => {
        const { known } = lived(drawn);
        const places = new Map(known.invoices.map(({ id }) => [id, chance.next().value]));
        const shuffled = [...known.invoices].sort((a, b) => places.get(a.id)! - places.get(b.id)!);
        expect(spansOf({ ...known, invoices: shuffled })).toEqual(spansOf(known));
      }),
    );
  });
});
