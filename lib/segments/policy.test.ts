import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fields, standings } from "./fields";
import { isForModerators } from "./policy";
import { type Condition, conditionsOf, Rule } from "./schema";

const conditions: Condition[] = [
  { field: "membership", is: "is", value: "member" },
  { field: "membership", is: "is-not", value: "left" },
  { field: "stage", is: "is", value: "at-risk" },
  { field: "role", is: "is", value: "creator" },
  { field: "joined", is: "within", value: 30 },
  { field: "member-for", is: "at-least", value: 30 },
  { field: "interactions", is: "at-least", value: 3, days: 30 },
  { field: "wrote", is: "within", value: 30 },
  { field: "unanswered", is: "is", value: "waiting" },
  { field: "topic", is: "read", value: "t", days: 30 },
  { field: "reads", is: "at-least", value: 3, days: 30 },
  { field: "seen", is: "within", value: 7 },
  { field: "channel", is: "is", value: "search" },
  { field: "source", is: "is", value: "newsletter" },
  { field: "language", is: "is", value: "en" },
  { field: "region", is: "is", value: "CN" },
];

const money: Condition[] = [
  { field: "risk", is: "is", value: "high" },
  { field: "risk", is: "is-not", value: "low" },
  { field: "plan", is: "is", value: "p" },
  { field: "term", is: "is-not", value: "year" },
  { field: "payment-failed", is: "not-within", value: 30 },
  ...(["paying", "never-paid", "lapsed", "late", "trial", "pass"] as const).map(
    (value): Condition => ({ field: "membership", is: "is-not", value }),
  ),
];

const ruleOver = (choices: readonly Condition[], depth: number): fc.Arbitrary<Rule> => {
  const one = fc.constantFrom(...choices);
  if (depth === 0) return one;
  const some = fc.array(ruleOver(choices, depth - 1), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    one,
    some.map((all) => ({ all })),
    some.map((any) => ({ any })),
  );
};

describe("segments a moderator may narrow figures to", () => {
  it("are sorted here by every field and every kind of membership there is", () => {
    const known = new Set([...conditions, ...money].map(({ field }) => field));
    expect([...known].sort()).toEqual(Object.keys(fields).sort());
    const named = [...conditions, ...money].flatMap((one) => (one.field === "membership" ? [one.value] : []));
    expect(named.sort()).toEqual([...standings].sort());
    for (const one of [...conditions, ...money]) expect(Rule.safeParse(one).success).toBe(true);
  });

  it("ask for what people do, where they come from and what they are here", () => {
    fc.assert(fc.property(ruleOver(conditions, 2), isForModerators));
  });

  it("ask in no corner for risk, plan, term, payments or what is paid, not even by its opposite", () => {
    fc.assert(
      fc.property(ruleOver([...conditions, ...money], 3), (rule) => {
        const asksForMoney = conditionsOf(rule).some((one) => money.includes(one));
        expect(isForModerators(rule)).toBe(!asksForMoney);
      }),
    );
  });
});
