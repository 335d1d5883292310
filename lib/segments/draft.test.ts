import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCondition } from "@/e2e/support/segment-arbitraries";
import {
  afterStep,
  type Draft,
  draftOf,
  draftOfFields,
  freshGroup,
  freshRow,
  maxGroups,
  rowCount,
  stepOf,
} from "./draft";
import { fieldNames, maxConditions, shapeOf } from "./fields";
import type { Rule } from "./schema";
import { checkedRule } from "./typed-segment";

const anyGroup = fc
  .tuple(fc.constantFrom("all" as const, "any" as const), fc.array(anyCondition, { minLength: 1, maxLength: 4 }))
  .map(([mode, items]) => ({ [mode]: items }) as Rule);
/** Rules of two levels, which are those the form makes. */
const anyFormRule = fc.oneof(
  anyCondition as fc.Arbitrary<Rule>,
  anyGroup,
  fc
    .tuple(fc.constantFrom("all" as const, "any" as const), fc.array(anyGroup, { minLength: 2, maxLength: 3 }))
    .map(([mode, items]) => ({ [mode]: items }) as Rule),
);

/** A draft as the fields of its form. */
function fieldsOf({ name, mode, groups }: Draft): Record<string, string> {
  const fields: Record<string, string> = { name, mode };
  for (const [g, group] of groups.entries()) {
    fields[`groups[${g}].mode`] = group.mode;
    for (const [r, row] of group.rows.entries())
      for (const [part, value] of Object.entries(row)) fields[`groups[${g}].rows[${r}].${part}`] = value;
  }
  return fields;
}

describe("a rule in the form", () => {
  it("comes back from it as a rule that asks the same", () => {
    fc.assert(
      fc.property(anyFormRule, (rule) => {
        const draft = draftOf("name", rule)!;
        const again = checkedRule(draft)!;
        // Groups of one are their one rule, so the second time nothing changes any more.
        expect(checkedRule(draftOf("name", again)!)).toEqual(again);
        expect(draftOf("name", again)!.groups.flatMap(({ rows }) => rows)).toEqual(
          draft.groups.flatMap(({ rows }) => rows),
        );
      }),
    );
  });

  it("survives its own fields", () => {
    fc.assert(
      fc.property(anyFormRule, (rule) => {
        const draft = draftOf("name", rule)!;
        expect(draftOfFields(fieldsOf(draft))).toEqual(draft);
      }),
    );
  });

  it("cannot show groups in groups in groups", () => {
    const inner: Rule = { any: [{ field: "wrote", is: "within", value: 1 }] };
    expect(draftOf("", { all: [{ any: [inner] }] })).toBeNull();
  });
});

describe("the buttons of the form", () => {
  const draft: Draft = { name: "", mode: "all", groups: [freshGroup()] };

  it("add and remove rows and groups, and always leave one", () => {
    const two = afterStep(draft, stepOf("add-row.0"));
    expect(two.groups[0]!.rows).toHaveLength(2);
    expect(afterStep(two, stepOf("remove-row.0.0")).groups[0]!.rows).toHaveLength(1);
    expect(afterStep(draft, stepOf("remove-row.0.0"))).toEqual(draft);
    const grouped = afterStep(draft, stepOf("add-group"));
    expect(grouped.groups).toHaveLength(2);
    expect(afterStep(grouped, stepOf("remove-row.1.0"))).toEqual(draft);
    expect(afterStep(grouped, stepOf("remove-group.0")).groups).toHaveLength(1);
    expect(afterStep(draft, stepOf("remove-group.0"))).toEqual(draft);
  });

  it("never make more than a segment may have, whatever is pressed", () => {
    const anyStep = fc.constantFrom(
      "add-row.0",
      "add-row.1",
      "add-group",
      "remove-row.0.1",
      "remove-group.1",
      "nonsense",
    );
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
        const end = steps.reduce((now, step) => afterStep(now, stepOf(step)), draft);
        expect(rowCount(end)).toBeLessThanOrEqual(maxConditions);
        expect(end.groups.length).toBeLessThanOrEqual(maxGroups);
        expect(end.groups.every(({ rows }) => rows.length > 0)).toBe(true);
      }),
    );
  });

  it("make a changed field's row anew", () => {
    const fields = fieldsOf({ ...draft, groups: [{ mode: "any", rows: [{ ...freshRow("seen"), field: "topic" }] }] });
    const shown = draftOfFields({ ...fields, "groups[0].rows[0].was": "seen" })!;
    expect(shown.groups).toEqual([{ mode: "any", rows: [freshRow("topic")] }]);
  });

  it("begin every field but those with a choice of one's own with a rule that can be counted", () => {
    const isOwn = (field: string) => ["plan", "topic", "text", "region"].includes(shapeOf(field)!.value);
    for (const field of fieldNames.filter((name) => !isOwn(name)))
      expect([field, checkedRule({ ...draft, groups: [{ mode: "all", rows: [freshRow(field)] }] })]).not.toEqual([
        field,
        null,
      ]);
  });
});
