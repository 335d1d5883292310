import { maxConditions, shapeOf } from "./fields";
import type { Condition, Rule } from "./schema";

/** A rule while it is being typed: text as it stands in the form, in two levels of groups. */
export type Mode = "all" | "any";

export interface DraftRow {
  field: string;
  is: string;
  value: string;
  days: string;
}

export interface DraftGroup {
  mode: Mode;
  rows: DraftRow[];
}

export interface Draft {
  name: string;
  /** How the groups are joined. */
  mode: Mode;
  groups: DraftGroup[];
}

/** What a button of the form asks for, by its value: `add-row.0`, `remove-row.0.2`, `add-group`, `count`. */
export type Step =
  | { kind: "count" | "look" | "save" | "add-group" }
  | { kind: "add-row" | "remove-group"; group: number }
  | { kind: "remove-row"; group: number; row: number };

export const maxGroups = 6;

/** Reads a button's value; anything else is counting, which changes nothing. */
export function stepOf(text: string): Step {
  const [kind, group, row] = text.split(".");
  const [g, r] = [Number(group), Number(row)];
  if (kind === "save" || kind === "look" || kind === "add-group") return { kind };
  if ((kind === "add-row" || kind === "remove-group") && Number.isInteger(g)) return { kind, group: g };
  if (kind === "remove-row" && Number.isInteger(g) && Number.isInteger(r)) return { kind, group: g, row: r };
  return { kind: "count" };
}

/** A row about a field, with the first comparison and a value to begin with. */
export function freshRow(field = "membership"): DraftRow {
  const shape = shapeOf(field);
  const starts = { days: "30", times: "1" } as Record<string, string>;
  return {
    field,
    is: shape?.comparisons[0] ?? "",
    value: shape?.choices?.[0] ?? starts[shape?.value ?? ""] ?? "",
    days: shape?.hasDays ? "30" : "",
  };
}

export const freshGroup = (): DraftGroup => ({ mode: "all", rows: [freshRow()] });

/** The draft after a button was pressed. The last row of a group goes with its group, the last group stays. */
export function afterStep(draft: Draft, step: Step): Draft {
  switch (step.kind) {
    case "add-row":
      if (rowCount(draft) >= maxConditions) return draft;
      return withRows(draft, step.group, (rows) => [...rows, freshRow()]);
    case "remove-row": {
      const shorter = withRows(draft, step.group, (rows) => rows.filter((_, nth) => nth !== step.row));
      return keepingOne({ ...shorter, groups: shorter.groups.filter(({ rows }) => rows.length > 0) });
    }
    case "add-group":
      if (draft.groups.length >= maxGroups || rowCount(draft) >= maxConditions) return draft;
      return { ...draft, groups: [...draft.groups, freshGroup()] };
    case "remove-group":
      return keepingOne({ ...draft, groups: draft.groups.filter((_, nth) => nth !== step.group) });
    default:
      return draft;
  }
}

/**
 * The draft with rows whose field was changed made anew (`was` says for which field the rest of the row was typed), and
 * nothing else in them than a draft has.
 */
export function settled({ name, mode, groups }: Draft & { groups: { rows: { was?: string }[] }[] }): Draft {
  const rowOf = ({ field, is, value, days, was }: DraftRow & { was?: string }) =>
    was !== undefined && was !== field ? freshRow(field) : { field, is, value, days };
  return { name, mode, groups: groups.map((group) => ({ mode: group.mode, rows: group.rows.map(rowOf) })) };
}

/** What a form holds, by the names of its fields (`groups[0].rows[1].value`), as a draft; null when no rows are in it. */
export function draftOfFields(values: Record<string, string>): Draft | null {
  const groups: DraftGroup[] = [];
  for (const [name, value] of Object.entries(values)) {
    const [, g, r, part] = /^groups\[(\d{1,2})\](?:\.rows\[(\d{1,2})\])?\.(\w+)$/.exec(name) ?? [];
    if (g === undefined || part === undefined) continue;
    groups[Number(g)] ??= { mode: "all", rows: [] };
    const group = groups[Number(g)]!;
    if (r === undefined) group.mode = value === "any" ? "any" : "all";
    else {
      group.rows[Number(r)] ??= { field: "", is: "", value: "", days: "" };
      Object.assign(group.rows[Number(r)]!, { [part]: value });
    }
  }
  if (groups.length === 0) return null;
  const full = groups.filter(Boolean).map((group) => ({ ...group, rows: group.rows.filter(Boolean) }));
  return settled({ name: values.name ?? "", mode: values.mode === "any" ? "any" : "all", groups: full });
}

export const rowCount = ({ groups }: Draft) => groups.reduce((sum, { rows }) => sum + rows.length, 0);

const keepingOne = (draft: Draft): Draft => (draft.groups.length > 0 ? draft : { ...draft, groups: [freshGroup()] });

function withRows(draft: Draft, group: number, change: (rows: DraftRow[]) => DraftRow[]): Draft {
  return {
    ...draft,
    groups: draft.groups.map((one, nth) => (nth === group ? { ...one, rows: change(one.rows) } : one)),
  };
}

/** A saved rule as a draft; null when it is nested deeper than the form can show. */
export function draftOf(name: string, rule: Rule): Draft | null {
  if (!isGroup(rule)) return { name, mode: "all", groups: [{ mode: "all", rows: [rowOf(rule)] }] };
  const items = itemsOf(rule);
  const flat = groupOf(rule);
  if (flat) return { name, mode: "all", groups: [flat] };
  const groups = items.map((item) => (isGroup(item) ? groupOf(item) : { mode: "all" as const, rows: [rowOf(item)] }));
  return groups.some((group) => group === null) ? null : { name, mode: modeOf(rule), groups: groups as DraftGroup[] };
}

type Group = Exclude<Rule, Condition>;
const isGroup = (rule: Rule): rule is Group => "all" in rule || "any" in rule;
const modeOf = (group: Group): Mode => ("all" in group ? "all" : "any");
const itemsOf = (group: Group): Rule[] => ("all" in group ? group.all : group.any);

/** A group that holds conditions only. */
function groupOf(group: Group): DraftGroup | null {
  const items = itemsOf(group);
  const rows = items.filter((item) => !isGroup(item)).map((item) => rowOf(item as Condition));
  return rows.length === items.length ? { mode: modeOf(group), rows } : null;
}

function rowOf(condition: Condition): DraftRow {
  const { field, is, value } = condition;
  return { field, is, value: String(value), days: "days" in condition ? String(condition.days) : "" };
}

/** The rule a draft stands for, not checked yet: a group of one is its one condition. */
export function ruleOfDraft({ mode, groups }: Draft): unknown {
  const rules = groups.map((group) => joined(group.mode, group.rows.map(conditionOf)));
  return joined(mode, rules);
}

const joined = (mode: Mode, items: unknown[]) => (items.length === 1 ? items[0] : { [mode]: items });

/** One row as the condition it stands for; numbers that are none become NaN, which no condition allows. */
export function conditionOf({ field, is, value, days }: DraftRow): Record<string, unknown> {
  const shape = shapeOf(field);
  const isNumber = shape?.value === "days" || shape?.value === "times";
  const typed = shape?.value === "region" ? value.trim().toUpperCase() : value.trim();
  return {
    field,
    is,
    value: isNumber ? numberOf(value) : typed,
    ...(shape?.hasDays ? { days: numberOf(days) } : {}),
  };
}

const numberOf = (text: string) => (/^\s*\d{1,6}\s*$/.test(text) ? Number(text) : Number.NaN);
