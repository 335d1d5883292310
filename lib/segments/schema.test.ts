import { parseWithZod } from "@conform-to/zod/v4";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRule } from "@/e2e/support/segment-arbitraries";
import { roles } from "@/lib/members/schema";
import * as shapes from "./fields";
import { Condition, conditionsOf, Rule } from "./schema";
import { templateNames, templateRule } from "./templates";
import { checkedRule, TypedSegment } from "./typed-segment";

const seen = { field: "seen", is: "within", value: 7 } as const;

describe("a rule", () => {
  it("is any of the conditions, in up to three levels of groups", () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(Rule.parse(rule)).toEqual(rule);
      }),
    );
    expect(Rule.safeParse({ all: [{ any: [{ all: [seen] }] }] }).success).toBe(true);
    expect(Rule.safeParse({ all: [{ any: [{ all: [{ any: [seen] }] }] }] }).success).toBe(false);
  });

  it.each<[string, unknown]>([
    ["a field nobody knows", { field: "nothing", is: "is", value: "x" }],
    ["another field's comparison", { field: "seen", is: "is", value: 7 }],
    ["no days", { ...seen, value: 0 }],
    ["more than a year of days", { ...seen, value: 366 }],
    ["half a day", { ...seen, value: 1.5 }],
    ["a number as text", { ...seen, value: "7" }],
    ["a key too many", { ...seen, extra: true }],
    ["a value that is not offered", { field: "membership", is: "is", value: "rich" }],
    ["a count without its days", { field: "interactions", is: "at-least", value: 1 }],
    ["a region in small letters", { field: "region", is: "is", value: "cn" }],
    ["an empty group", { all: [] }],
    ["a group of two kinds", { all: [seen], any: [seen] }],
    ["31 conditions", { all: Array.from({ length: 31 }, () => seen) }],
    [
      "31 conditions in two groups",
      { any: [{ all: Array.from({ length: 16 }, () => seen) }, { all: Array.from({ length: 15 }, () => seen) }] },
    ],
    ["a sentence", "membership is member"],
  ])("is not %s", (_what, rule) => {
    expect(Rule.safeParse(rule).success).toBe(false);
  });

  it("knows every field the editor offers, with every comparison", () => {
    const known = Condition.options.map(({ shape }) => [shape.field.value, shape.is.options]);
    expect(Object.fromEntries(known)).toEqual(
      Object.fromEntries(shapes.fieldNames.map((field) => [field, shapes.fields[field].comparisons])),
    );
    expect(shapes.roles).toEqual(roles);
  });

  it("is what every template holds", () => {
    for (const name of templateNames) expect(conditionsOf(Rule.parse(templateRule(name))).length).toBeGreaterThan(0);
    expect(templateRule("constructor")).toBeNull();
  });
});

describe("the typed form", () => {
  const row = { field: "seen", was: "seen", is: "within", value: "7", days: "" };
  const typed = { step: "save", name: "Here", mode: "all", groups: [{ mode: "all", rows: [row] }] };
  const errorsOf = (form: unknown) =>
    TypedSegment.safeParse(form).error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

  it("says at each row what is wrong with it", () => {
    expect(errorsOf(typed)).toEqual([]);
    const rows = [
      row,
      { ...row, value: "soon" },
      { ...row, field: "topic", was: "topic", is: "wrote", value: "", days: "x" },
    ];
    expect(errorsOf({ ...typed, name: " ", groups: [{ mode: "all", rows }] })).toEqual([
      ["name", "required"],
      ["groups.0.rows.1.value", "segment-number"],
      ["groups.0.rows.2.value", "segment-choice"],
      ["groups.0.rows.2.days", "segment-number"],
    ]);
    expect(errorsOf({ ...typed, groups: [{ mode: "all", rows: [{ ...row, field: "x", was: "x" }] }] })).toEqual([
      ["groups.0.rows.0.field", "segment-field"],
    ]);
  });

  it("asks for a name only to save, and for nothing while rows come and go", () => {
    const wrong = { ...typed, name: "", groups: [{ mode: "all", rows: [{ ...row, value: "" }] }] };
    expect(errorsOf({ ...wrong, step: "add-row.0" })).toEqual([]);
    expect(errorsOf({ ...wrong, step: "look" })).toEqual([]);
    expect(errorsOf({ ...typed, name: "", step: "count" })).toEqual([]);
    expect(errorsOf({ ...wrong, groups: [{ mode: "all", rows: [{ ...row, was: "wrote", value: "" }] }] })).toEqual([]);
  });

  it("is read from the fields of the form, and its errors carry their names", () => {
    const form = new FormData();
    const fields = { field: "interactions", was: "interactions", is: "at-most", value: "many", days: "30" };
    for (const [part, value] of Object.entries(fields)) form.set(`groups[0].rows[0].${part}`, value);
    form.set("groups[0].mode", "any");
    form.set("name", "Here");
    form.set("step", "save");
    expect(parseWithZod(form, { schema: TypedSegment })).toMatchObject({
      error: { "groups[0].rows[0].value": ["segment-number"] },
    });
    form.set("groups[0].rows[0].value", "0");
    const { value } = parseWithZod(form, { schema: TypedSegment }) as { value: TypedSegment };
    expect(checkedRule(value)).toEqual({ field: "interactions", is: "at-most", value: 0, days: 30 });
  });
});
