import { z } from "zod";
import {
  channels,
  type Field,
  fields,
  languages,
  maxConditions,
  maxDays,
  maxDepth,
  maxWindowDays,
  riskBands,
  roles,
  stages,
  standings,
  terms,
} from "./fields";

const comparison = <F extends Field>(field: F) =>
  z.enum(fields[field].comparisons as (typeof fields)[F]["comparisons"], { error: "segment-comparison" });
const whole = (least: number, most: number) => {
  const error = "segment-number";
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const windowDays = whole(1, maxWindowDays);
const short = (most: number, error: string) => z.string({ error }).trim().min(1, { error }).max(most, { error });
const id = short(64, "segment-choice");

const choice = <F extends Field, const T extends readonly [string, ...string[]]>(field: F, values: T) =>
  z.strictObject({
    field: z.literal(field),
    is: comparison(field),
    value: z.enum(values, { error: "segment-choice" }),
  });
const days = <F extends Field>(field: F, most = maxWindowDays) =>
  z.strictObject({ field: z.literal(field), is: comparison(field), value: whole(1, most) });
const times = <F extends Field>(field: F) =>
  z.strictObject({ field: z.literal(field), is: comparison(field), value: whole(0, 100_000), days: windowDays });

/**
 * One test of a member. Days are whole days of the community's zone, counted back from the one in which the moment asked
 * about falls. What each field means stands in docs/metrics.md.
 */
export const Condition = z.discriminatedUnion(
  "field",
  [
    choice("membership", standings),
    choice("stage", stages),
    choice("risk", riskBands),
    choice("role", roles),
    /** A product: what a running paid period or a running pass was bought as. */
    z.strictObject({ field: z.literal("plan"), is: comparison("plan"), value: id }),
    choice("term", terms),
    /** The first time somebody joined. */
    days("joined", maxDays),
    /** How long the membership that runs now has lasted without a gap. */
    days("member-for", maxDays),
    times("interactions"),
    days("wrote"),
    choice("unanswered", ["waiting"]),
    z.strictObject({ field: z.literal("topic"), is: comparison("topic"), value: id, days: windowDays }),
    /** Posts opened for the first time. */
    times("reads"),
    days("seen"),
    days("payment-failed"),
    choice("channel", channels),
    z.strictObject({ field: z.literal("source"), is: comparison("source"), value: short(120, "segment-text") }),
    choice("language", languages),
    /** The region named in the language somebody chose; not where they are. */
    z.strictObject({
      field: z.literal("region"),
      is: comparison("region"),
      value: z.string().regex(/^[A-Z]{2}$/, { error: "segment-region" }),
    }),
  ],
  { error: "segment-field" },
);
export type Condition = z.output<typeof Condition>;

/** A rule as it is typed and checked: the stored type is the same, wider. */
export type Rule = { all: Rule[] } | { any: Rule[] } | Condition;

/** Groups may stand in groups, `depth` levels of them. */
function ruleOf(depth: number): z.ZodType<Rule> {
  if (depth === 0) return Condition;
  const inner = z
    .array(ruleOf(depth - 1))
    .min(1, { error: "segment-empty" })
    .max(maxConditions, { error: "segment-too-long" });
  return z.union([Condition, z.strictObject({ all: inner }), z.strictObject({ any: inner })]);
}

export const Rule = ruleOf(maxDepth).refine((rule) => conditionsOf(rule).length <= maxConditions, {
  error: "segment-too-long",
});

/** Every condition of a rule, in the order in which they are read. */
export function conditionsOf(rule: Rule): Condition[] {
  if ("all" in rule) return rule.all.flatMap(conditionsOf);
  if ("any" in rule) return rule.any.flatMap(conditionsOf);
  return [rule];
}
