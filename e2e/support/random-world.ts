import { eq } from "drizzle-orm";
import fc from "fast-check";
import { transact } from "../../db/client";
import { users } from "../../db/schema/identity";
import { catchUp } from "../../lib/analytics/project-now";
import { rangeKeys } from "../../lib/analytics/ranges";
import { record } from "../../lib/journal/commands";
import type { JournalEntry } from "../../lib/journal/types";
import { anyStoryInstant } from "./span-stories";
import { makeCommunity, makeMember } from "./talk-world";

/**
 * Random communities with everything that makes figures go wrong: clocks that change, month ends, a leap day, gaps and
 * overlaps, plans that change, discounts for a time, refunds, disputes, returns, three currencies, people who are
 * deleted, and entries that arrive in any order.
 */
type Entry = Omit<JournalEntry, "communityId"> & { memberId: string; at: Date };

type Detail = NonNullable<JournalEntry["detail"]>;

export interface RandomWorld {
  zone: string;
  entries: Entry[];
  lastDay: string;
  length: (typeof rangeKeys)[number];
}

const zones = [
  "UTC",
  "Asia/Shanghai",
  "Asia/Kathmandu",
  "America/New_York",
  "America/Havana",
  "Europe/Berlin",
  "Australia/Lord_Howe",
] as const;

/** People are numbered here; telling gives them real members. */
const anyMember = fc.integer({ min: 0, max: 11 }).map(String);

const inOrder = (instants: readonly Date[]) => instants.toSorted((a, b) => a.getTime() - b.getTime());

const anyMembership = (zone: string): fc.Arbitrary<Entry[]> =>
  fc
    .tuple(anyMember, fc.uniqueArray(anyStoryInstant(zone), { minLength: 1, maxLength: 4, selector: Number }))
    .map(([memberId, instants]) =>
      inOrder(instants).map((at, nth) => ({ verb: nth % 2 === 0 ? "member.joined" : "member.left", memberId, at })),
    );

const anyTerms = fc.record({
  price: fc.constantFrom(3900, 9900, 1500, 39_000, 10_000, 0),
  yearly: fc.boolean(),
  currency: fc.constantFrom("CNY", "CNY", "CNY", "USD", "JPY"),
  plan: fc.constantFrom("plan-a", "plan-b"),
  discount: fc.option(fc.nat(60), { freq: 3 }),
});

/** One subscription: it begins, may change its terms, and may end. */
const anySubscription = (zone: string): fc.Arbitrary<Entry[]> =>
  fc
    .record({
      memberId: anyMember,
      id: fc.uuid(),
      instants: fc.uniqueArray(anyStoryInstant(zone), { minLength: 1, maxLength: 4, selector: Number }),
      terms: fc.array(anyTerms, { minLength: 4, maxLength: 4 }),
      ends: fc.boolean(),
    })
    .map(({ memberId, id, instants, terms, ends }) =>
      inOrder(instants).map((at, nth, all): Entry => {
        const shared = { memberId, at, object: { kind: "subscription" as const, id } };
        if (nth > 0 && nth === all.length - 1 && ends)
          return { ...shared, verb: "paying.ended", detail: { reason: "payment_failed" } };
        const { price, yearly, plan, discount } = terms[nth]!;
        const { currency } = terms[0]!;
        const monthlyAmount = yearly ? price / 12 : price;
        const discounted: Detail =
          discount === null
            ? {}
            : { discountMonthly: monthlyAmount / 2, discountEndsAt: at.getTime() + discount * 86_400_000 };
        return {
          ...shared,
          verb: nth === 0 ? "paying.started" : "paying.changed",
          currency,
          detail: { monthlyAmount, interval: yearly ? "year" : "month", productId: plan, ...discounted },
        };
      }),
    );

/** Somebody who pays, stops and returns, each time with a new subscription. */
const anyReturner = (zone: string): fc.Arbitrary<Entry[]> =>
  fc
    .record({
      memberId: anyMember,
      ids: fc.array(fc.uuid(), { minLength: 3, maxLength: 3 }),
      instants: fc.uniqueArray(anyStoryInstant(zone), { minLength: 3, maxLength: 6, selector: Number }),
      price: fc.constantFrom(3900, 9900),
    })
    .map(({ memberId, ids, instants, price }) =>
      inOrder(instants).map((at, nth): Entry => {
        const shared = { memberId, at, object: { kind: "subscription" as const, id: ids[Math.floor(nth / 2)]! } };
        if (nth % 2 === 1) return { ...shared, verb: "paying.ended", detail: { reason: "cancellation_requested" } };
        const detail = { monthlyAmount: price, interval: "month", productId: "plan-a" };
        return { ...shared, verb: "paying.started", currency: "CNY", detail };
      }),
    );

const anyPayment = (zone: string): fc.Arbitrary<Entry[]> =>
  fc
    .record({
      memberId: anyMember,
      at: anyStoryInstant(zone),
      verb: fc.constantFrom(
        "payment.charged" as const,
        "payment.charged" as const,
        "payment.refunded" as const,
        "payment.refund_failed" as const,
        "payment.disputed" as const,
        "payment.dispute_won" as const,
      ),
      amount: fc.integer({ min: 1, max: 50_000 }),
      currency: fc.constantFrom("CNY", "CNY", "USD", "JPY"),
      productKind: fc.constantFrom("subscription", "one_off", "bundle", "pass"),
    })
    .map(({ verb, amount, productKind, ...rest }) => {
      const isTaken = verb === "payment.refunded" || verb === "payment.disputed";
      return [{ ...rest, verb, amount: isTaken ? -amount : amount, detail: { productKind, productId: "p" } }];
    });

const anyInteraction = (zone: string): fc.Arbitrary<Entry[]> =>
  fc
    .tuple(
      anyMember,
      anyStoryInstant(zone),
      fc.constantFrom<Pick<Entry, "verb"> & { detail: Detail }>(
        { verb: "comment.added", detail: { postKind: "question" } },
        { verb: "comment.added", detail: { postKind: "question", reply: true } },
        { verb: "comment.added", detail: { postKind: "tutorial" } },
        { verb: "reaction.added", detail: { targetKind: "post" } },
        { verb: "reaction.added", detail: { targetKind: "comment" } },
        { verb: "post.published", detail: { kind: "discussion" } },
        { verb: "post.published", detail: { kind: "article" } },
      ),
    )
    .map(([memberId, at, what]) => [{ ...what, memberId, at }]);

export const anyWorld: fc.Arbitrary<RandomWorld> = fc.constantFrom(...zones).chain((zone) => {
  const many = <T>(one: fc.Arbitrary<T[]>, minLength: number, maxLength: number) =>
    fc.array(one, { minLength, maxLength, size: "max" }).map((parts) => parts.flat());
  return fc.record({
    zone: fc.constant(zone),
    entries: fc
      .tuple(
        many(anyMembership(zone), 6, 20),
        many(anySubscription(zone), 8, 24),
        many(anyReturner(zone), 2, 8),
        many(anyPayment(zone), 10, 40),
        many(anyInteraction(zone), 20, 60),
      )
      .map((parts) => parts.flat()),
    lastDay: fc.constantFrom(
      "2024-02-29",
      "2024-03-10",
      "2024-03-31",
      "2024-06-30",
      "2024-11-03",
      "2024-10-27",
      "2024-12-31",
      "2025-01-15",
    ),
    length: fc.constantFrom(...rangeKeys),
  });
});

/**
 * Tells a world to the real journal in an order that has nothing to do with its own, projecting now and then, and
 * deletes two of its people at the end. Answers with the community's id.
 */
export async function tellWorld({ entries, zone }: RandomWorld, slug: string): Promise<string> {
  const { id } = await makeCommunity(slug);
  const people = await Promise.all(Array.from({ length: 12 }, () => makeMember(id)));
  const told = entries
    .map((entry) => ({ ...entry, memberId: people[Number(entry.memberId)]!.memberId }))
    .sort((a, b) => scatter(a.at) - scatter(b.at));
  const part = Math.ceil(told.length / 4);
  for (let from = 0; from < told.length; from += part) {
    await transact(async (tx) => {
      for (const entry of told.slice(from, from + part)) await record(tx, { communityId: id, ...entry });
    });
    await catchUp({ id, zone });
  }
  await transact(async (tx) => {
    for (const { userId } of people.slice(0, 2)) await tx.delete(users).where(eq(users.id, userId));
  });
  await catchUp({ id, zone });
  return id;
}

/** A number that scatters neighbouring instants. */
const scatter = (at: Date) => ((at.getTime() / 1000) * 2_654_435_761) % 4_294_967_296;
