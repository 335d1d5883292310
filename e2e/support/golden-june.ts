import type { JournalEntry } from "../../lib/journal/types";

/**
 * One month with every kind of movement, whose figures were worked out by hand and differ between the tools that call
 * them by the same name. On 1 June 100 members pay 30 a month and 20 pay 300 a year. In June 15 join (one with half
 * off the first month) and 2 of them are refunded; 8 old ones end, of whom one returns; 3 who lapsed earlier return;
 * 4 upgrade to 60, 2 go down to 15; 2 cancel for July; 5 are past due at the end; 6 try it; 10 buy a single text.
 */
export const goldenCommunity = { id: "golden", zone: "Asia/Shanghai", currency: "CNY" };

/** The asking moment: the end of 30 June, so that the range of 30 days is June. */
export const goldenAsOf = "2026-06-30";

/** Amounts here are in whole units; the journal holds minor ones. */
const minor = (amount: number) => amount * 100;

/** Noon in Shanghai. */
const noon = (month: number, day: number) => new Date(Date.UTC(2026, month - 1, day, 4));

type Entry = Omit<JournalEntry, "communityId"> & { at: Date; memberId: string };

const { currency } = goldenCommunity;

const joined = (memberId: string, at: Date): Entry => ({ verb: "member.joined", memberId, at });

function paying(
  verb: "paying.started" | "paying.changed",
  memberId: string,
  at: Date,
  price: number,
  more = {},
): Entry {
  const terms = { monthlyAmount: minor(price), interval: "month", productId: "plan", ...more };
  return { verb, memberId, at, object: { kind: "subscription", id: `s-${memberId}` }, currency, detail: terms };
}

const started = (memberId: string, at: Date, price: number, more = {}) =>
  paying("paying.started", memberId, at, price, more);
const changed = (memberId: string, at: Date, price: number) => paying("paying.changed", memberId, at, price);

function ended(memberId: string, at: Date, reason: string): Entry {
  return {
    verb: "paying.ended",
    memberId,
    at,
    object: { kind: "subscription", id: `s-${memberId}` },
    detail: { reason },
  };
}

function turn(verb: "subscription.past_due" | "subscription.cancelled", memberId: string, at: Date): Entry {
  return { verb, memberId, at, object: { kind: "subscription", id: `s-${memberId}` } };
}

function charged(memberId: string, at: Date, amount: number, productKind = "subscription"): Entry {
  const detail = { productKind, productId: productKind };
  return { verb: "payment.charged", memberId, at, amount: minor(amount), currency, detail };
}

function refunded(memberId: string, at: Date, amount: number): Entry {
  const detail = { productKind: "subscription", productId: "subscription" };
  return { verb: "payment.refunded", memberId, at, amount: minor(-amount), currency, detail };
}

const group = (name: string, count: number, story: (memberId: string, nth: number) => Entry[]): Entry[] =>
  Array.from({ length: count }, (_, nth) => story(`${name}-${nth}`, nth)).flat();

const may = noon(5, 1);

/** Everybody who pays by the month on 1 June; `june` is what becomes of them. */
const oldMonthly = (name: string, count: number, june: (memberId: string, nth: number) => Entry[]) =>
  group(name, count, (memberId, nth) => [
    joined(memberId, may),
    started(memberId, may, 30),
    charged(memberId, may, 30),
    ...june(memberId, nth),
  ]);

const newcomer = (memberId: string, price: number, more = {}) => [
  joined(memberId, noon(6, 4)),
  started(memberId, noon(6, 4), 30, more),
  charged(memberId, noon(6, 4), price),
];

/** The journal of the golden June, with what is known of July: figures for the end of June must not see it. */
export function goldenJune(): Entry[] {
  return [
    ...oldMonthly("steady", 79, (id) => [charged(id, noon(6, 15), 30)]),
    ...oldMonthly("past-due", 5, (id) => [
      charged(id, noon(6, 15), 30),
      turn("subscription.past_due", id, noon(6, 29)),
    ]),
    ...oldMonthly("leaving", 2, (id) => [
      charged(id, noon(6, 15), 30),
      turn("subscription.cancelled", id, noon(6, 20)),
      ended(id, noon(7, 15), "cancellation_requested"),
    ]),
    ...oldMonthly("ended", 7, (id) => [ended(id, noon(6, 10), "cancellation_requested")]),
    ...oldMonthly("returned", 1, (id) => [
      ended(id, noon(6, 10), "cancellation_requested"),
      started(id, noon(6, 25), 30),
      charged(id, noon(6, 25), 30),
    ]),
    ...oldMonthly("upgraded", 4, (id) => [changed(id, noon(6, 6), 60), charged(id, noon(6, 6), 60)]),
    ...oldMonthly("downgraded", 2, (id) => [changed(id, noon(6, 6), 15), charged(id, noon(6, 6), 15)]),
    ...group("yearly", 20, (id) => [
      joined(id, may),
      started(id, may, 300 / 12, { interval: "year" }),
      charged(id, may, 300),
    ]),
    ...group("lapsed", 3, (id) => [
      joined(id, noon(4, 1)),
      started(id, noon(4, 1), 30),
      charged(id, noon(4, 1), 30),
      ended(id, noon(4, 28), "payment_failed"),
      started(id, noon(6, 9), 30),
      charged(id, noon(6, 9), 30),
    ]),
    ...group("new", 12, (id) => newcomer(id, 30)),
    ...group("new-with-coupon", 1, (id) =>
      newcomer(id, 15, { discountMonthly: minor(15), discountEndsAt: noon(7, 4).getTime() }),
    ),
    ...group("refunded", 2, (id) => [
      ...newcomer(id, 30),
      refunded(id, noon(6, 7), 30),
      ended(id, noon(6, 7), "refunded"),
    ]),
    ...group("trial", 6, (memberId) => [
      joined(memberId, noon(6, 26)),
      {
        verb: "trial.started",
        memberId,
        at: noon(6, 26),
        object: { kind: "subscription", id: `s-${memberId}` },
        detail: { kind: "card", productId: "plan", endsAt: noon(7, 10).getTime() },
      },
    ]),
    ...group("reader", 10, (id) => [joined(id, may), charged(id, noon(6, 12), 20, "one_off")]),
    ...group("later", 1, (id) => [joined(id, noon(7, 6)), started(id, noon(7, 6), 30), charged(id, noon(7, 6), 30)]),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What it comes to. Money in minor units; shares as fractions, so that 7/120 is exactly that. */
export const goldenFigures = {
  paying: { from: 120, to: 129 },
  mrr: { start: 350_000, end: 386_000 },
  retained: { boundary: 113, continuous: 112 },
  logoChurn: { guildhall: 7 / 120, stripe: 10 / 135, chartmogul: 7 / 120, baremetrics: 10 / 120, article: -9 / 120 },
  monthlyPlansChurn: 10 / 100,
  mrrEnd: { guildhall: 386_000, stripe: 386_000, chartmogul: 384_500, baremetrics: 386_000, article: null },
  /** Member by member, from one end of June to the other. */
  movements: {
    start: 350_000,
    new: 39_000,
    reactivation: 9_000,
    expansion: 12_000,
    contraction: -3_000,
    churn: -21_000,
  },
  /** Happening by happening, as the billing dashboards count. */
  happenings: { new: 45_000, reactivation: 12_000, expansion: 12_000, contraction: -3_000, churn: -30_000 },
  /** …with the coupon taken off. */
  happeningsNet: { new: 43_500, reactivation: 12_000, expansion: 12_000, contraction: -3_000, churn: -30_000 },
  netRetention: 338_000 / 350_000,
  grossRetention: 326_000 / 350_000,
  grossMrrChurn: { guildhall: 24_000 / 350_000, chartmogul: 33_000 / 350_000 },
  netMrrChurn: { guildhall: 3_000 / 350_000, chartmogul: 9_000 / 350_000 },
  quickRatio: { guildhall: 51_000 / 24_000, baremetrics: 57_000 / 33_000 },
  quickRatioWithReturns: { baremetrics: 69_000 / 33_000 },
  mrrPerMember: 386_000 / 129,
  lifetime: { baremetrics: 359, stripe: 404, chartmogul: 513 },
  pastDue: { members: 5, mrr: 15_000 },
  oneOffs: { count: 10, amount: 20_000 },
  netRevenue: 354_500,
  /** Without the ten texts that were sold singly: who bought those does not pay by the month. */
  planRevenue: 334_500,
  perMember: 334_500 / 124.5,
};
