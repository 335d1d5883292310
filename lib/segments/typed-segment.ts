import { z } from "zod";
import { conditionOf, type Draft, rowCount, ruleOfDraft, stepOf } from "./draft";
import { maxConditions, shapeOf } from "./fields";
import { Condition, Rule } from "./schema";

const text = z.string().max(200).default("");
const mode = z.enum(["all", "any"]).default("all").catch("all");

/** `was` is the field the row's other controls were made for: without JavaScript a changed one arrives with the old. */
const Row = z.object({ field: text, was: text, is: text, value: text, days: text });

/**
 * The editor's form. Whatever stands in it can be counted back and changed by its buttons; only what is to be counted or
 * saved must be a rule, and then each row says what is wrong with it.
 */
export const TypedSegment = z
  .object({
    segment: z.string().max(64).default(""),
    step: text,
    name: text,
    mode,
    groups: z
      .array(z.object({ mode, rows: z.array(Row).min(1).max(maxConditions) }))
      .min(1)
      .max(maxConditions),
  })
  .superRefine((typed, context) => {
    const { kind } = stepOf(typed.step);
    if ((kind !== "save" && kind !== "count") || hasTurned(typed)) return;
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message, input: undefined });
    const name = typed.name.trim();
    if (kind === "save" && name === "") complain(["name"], "required");
    if (name.length > 80) complain(["name"], "too-long");
    if (rowCount(typed) > maxConditions) complain([], "segment-too-long");
    for (const [g, group] of typed.groups.entries())
      for (const [r, row] of group.rows.entries())
        for (const { path, message } of issuesOf(row)) complain(["groups", g, "rows", r, path], message);
  });
export type TypedSegment = z.output<typeof TypedSegment>;

export const ArchiveSegment = z.object({
  segment: z.string().min(1).max(64),
  archived: z.enum(["yes", "no"]),
});

/** True when a field was changed without its other controls following: they are to be shown anew first. */
export function hasTurned({ groups }: Pick<TypedSegment, "groups">): boolean {
  return groups.some(({ rows }) => rows.some(({ field, was }) => was !== field));
}

function issuesOf(row: Draft["groups"][number]["rows"][number]): { path: string; message: string }[] {
  const checked = Condition.safeParse(conditionOf(row));
  if (checked.success) return [];
  if (!shapeOf(row.field)) return [{ path: "field", message: "segment-field" }];
  return checked.error.issues.map(({ path, message }) => ({ path: String(path[0] ?? "field"), message }));
}

/** The rule a draft stands for, or null while it is none. */
export function checkedRule(draft: Draft): Rule | null {
  const rule = Rule.safeParse(ruleOfDraft(draft));
  return rule.success ? rule.data : null;
}
