import fc from "fast-check";
import { channels, type Field, languages, riskBands, stages, standings, terms } from "../../lib/segments/fields";
import type { MemberHistory } from "../../lib/segments/history";
import type { Condition, Rule } from "../../lib/segments/schema";

/** Random members with everything segments ask about, and random rules. */

/** When the random stories begin. */
export const storyStart = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;
const storyDays = 150;

export const productIds = ["monthly", "yearly", "season"];
export const topicIds = ["indexes", "locks"];

/** Whole hours and, as often, one of eight noons: instants meet the starts of days, and each other. */
export const anyInstant = fc
  .oneof(
    fc.integer({ min: 0, max: storyDays * 24 }),
    fc.integer({ min: 0, max: 7 }).map((nth) => nth * 18 * 24 + 12),
  )
  .map((hour) => new Date(storyStart + hour * hourMs));
const anyDay = fc
  .integer({ min: 0, max: storyDays - 1 })
  .map((day) => new Date(storyStart + day * 24 * hourMs).toISOString().slice(0, 10));

/** Stretches that neither overlap nor touch; the last may run. */
const anyStretches = (max: number) =>
  fc
    .tuple(fc.uniqueArray(anyInstant, { maxLength: max * 2, selector: Number }), fc.boolean())
    .map(([instants, runs]) => {
      const sorted = instants.sort((a, b) => a.getTime() - b.getTime());
      const stretches = [];
      for (let at = 0; at < sorted.length; at += 2) {
        const endsAt = sorted[at + 1] ?? null;
        if (endsAt || runs) stretches.push({ startsAt: sorted[at]!, endsAt });
      }
      return stretches;
    });

const few = <T>(arbitrary: fc.Arbitrary<T>, maxLength = 4) => fc.array(arbitrary, { maxLength });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const failures = ["subscription.past_due", "subscription.recovered", "trial.started", "trial.ended"];

/** What one member did and was, in no particular order. */
export const anyHistory: fc.Arbitrary<MemberHistory> = fc
  .record({
    memberships: anyStretches(2),
    paying: anyStretches(2),
    products: fc.array(fc.constantFrom("monthly", "yearly"), { minLength: 2, maxLength: 2 }),
    passes: anyStretches(1),
    ordersPaidAt: few(anyInstant, 1),
    turns: fc.uniqueArray(fc.record({ verb: fc.constantFrom(...failures), at: anyInstant, nth: fc.nat(1) }), {
      maxLength: 5,
      selector: ({ verb, at, nth }) => `${verb} ${at.getTime()} ${nth}`,
    }),
    roles: fc.uniqueArray(fc.tuple(anyInstant, fc.constantFrom("admin", "creator", "member")), {
      maxLength: 2,
      selector: ([at]) => at.getTime(),
    }),
    role: fc.constantFrom("member", "creator"),
    activity: fc.uniqueArray(
      fc.record({
        day: anyDay,
        kind: fc.constantFrom("question", "comment", "reaction"),
        count: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 8, selector: ({ day, kind }) => `${day} ${kind}` },
    ),
    questions: few(fc.record({ askedAt: anyInstant, repliedAt: maybe(anyInstant), removedAt: maybe(anyInstant) }), 2),
    writings: few(fc.record({ topicId: maybe(fc.constantFrom(...topicIds)), at: anyInstant })),
    reads: few(fc.record({ topicId: maybe(fc.constantFrom(...topicIds)), at: anyInstant })),
    presence: fc.uniqueArray(anyDay, { maxLength: 4 }),
    arrival: maybe(
      fc.record({
        at: anyInstant,
        channel: fc.constantFrom("direct", "search", "social"),
        source: fc.constantFrom("", "news.example", "forum.example"),
      }),
    ),
    locale: fc.constantFrom(null, "en", "zh-CN"),
    band: fc.constantFrom(null, ...riskBands),
  })
  .map(({ products: bought, roles, paying, passes, turns, ...rest }) => {
    const sourceId = (nth: number) => `subscription-${nth}`;
    const priceOf = (nth: number) => ({
      sourceId: sourceId(nth),
      productId: bought[nth]!,
      interval: bought[nth] === "monthly" ? "month" : "year",
    });
    return {
      ...rest,
      paying,
      paidPeriods: paying.map((stretch, nth) => ({ ...stretch, ...priceOf(nth) })),
      passes: passes.map((stretch) => ({ ...stretch, productId: "season" })),
      turns: [
        ...turns.map(({ verb, at, nth }) => ({ verb, at, objectId: sourceId(nth), from: null })),
        ...roles.map(([at, from]) => ({ verb: "member.role_changed", at, objectId: null, from })),
      ],
    };
  });

const isOrNot = fc.constantFrom("is" as const, "is-not" as const);
const withinOrNot = fc.constantFrom("within" as const, "not-within" as const);
const days = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 140 }));
const choice = <F extends string, V extends string>(field: F, values: readonly V[]) =>
  fc.record({ field: fc.constant(field), is: isOrNot, value: fc.constantFrom(...values) });
const recent = <F extends string>(field: F) => fc.record({ field: fc.constant(field), is: withinOrNot, value: days });
const amount = <F extends string>(field: F) =>
  fc.record({
    field: fc.constant(field),
    is: fc.constantFrom("at-least" as const, "at-most" as const),
    value: fc.nat(4),
    days,
  });

/** Conditions of every field. */
export const conditionsByField: { [F in Field]: fc.Arbitrary<Extract<Condition, { field: F }>> } = {
  membership: choice("membership", standings),
  stage: choice("stage", stages),
  risk: choice("risk", riskBands),
  role: choice("role", ["admin", "creator", "member"]),
  plan: choice("plan", productIds),
  term: choice("term", terms),
  joined: fc.record({
    field: fc.constant("joined" as const),
    is: fc.constantFrom("within" as const, "before" as const),
    value: days,
  }),
  "member-for": fc.record({
    field: fc.constant("member-for" as const),
    is: fc.constant("at-least" as const),
    value: days,
  }),
  interactions: amount("interactions"),
  reads: amount("reads"),
  wrote: recent("wrote"),
  seen: recent("seen"),
  "payment-failed": recent("payment-failed"),
  unanswered: choice("unanswered", ["waiting"]),
  topic: fc.record({
    field: fc.constant("topic" as const),
    is: fc.constantFrom("wrote" as const, "not-wrote" as const, "read" as const, "not-read" as const),
    value: fc.constantFrom(...topicIds),
    days,
  }),
  channel: choice("channel", channels),
  source: choice("source", ["news.example", "forum.example", "elsewhere.example"]),
  language: choice("language", languages),
  region: choice("region", ["CN", "TW"]),
};
export const anyCondition: fc.Arbitrary<Condition> = fc.oneof(...Object.values(conditionsByField));

/** Rules up to three groups deep. */
export const anyRule: fc.Arbitrary<Rule> = groupsOf(groupsOf(groupsOf(anyCondition)));

function groupsOf(inner: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> {
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { arbitrary: inner, weight: 2 },
    { arbitrary: several.map((all) => ({ all })), weight: 1 },
    { arbitrary: several.map((any) => ({ any })), weight: 1 },
  );
}
