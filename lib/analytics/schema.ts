import { z } from "zod";
import { rangeKeys } from "./ranges";
import { touchKinds } from "./sources";

/** The pages of the analytics area, in the order of their tabs. */
export const analyticsPages = [
  "overview",
  "growth",
  "retention",
  "activity",
  "revenue",
  "content",
  "funnel",
  "sources",
  "definitions",
] as const;
export type AnalyticsPage = (typeof analyticsPages)[number];

/** Pages that show money: for owner and admins only. */
export const moneyPages: readonly AnalyticsPage[] = ["overview", "revenue"];

/** The charts of the overview that have a table and a CSV file. */
export const charts = ["summary", "interactions", "composition", "cohorts", "revenue", "plans"] as const;
export type Chart = (typeof charts)[number];

/** Whose rules churn and MRR are counted by. */
export const definitions = ["guildhall", "stripe", "chartmogul", "baremetrics", "article"] as const;
export type Definition = (typeof definitions)[number];

/** Ways to count who of a cohort is still there. */
export const retentionVariants = ["boundary", "continuous", "activity", "renewal"] as const;
export type RetentionVariant = (typeof retentionVariants)[number];

/** What a cohort table can be narrowed to one value of. */
export const cohortFilters = ["plan", "source", "term"] as const;
export type CohortFilter = (typeof cohortFilters)[number];

const short = z.string().trim().min(1).max(120);
const name = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);

const [firstAsOf, lastAsOf] = ["2000-01-01", "2999-12-31"];

/**
 * The address of an analytics page. Nothing a person can type there is an error: what is not understood falls back to
 * its default, and of a parameter given twice the first counts.
 */
export const GrowthQuery = z.object({
  range: first(z.enum(rangeKeys)).default("30d").catch("30d"),
  view: first(z.enum(["chart", "table"]))
    .default("chart")
    .catch("chart"),
  /** The one chart shown as a table. */
  table: choice(name),
  cohort: choice(z.enum(["paying", "member"])),
  /** Within the centuries in which there can be communities: ranges before them would lie before the year 0. */
  asOf: choice(z.iso.date().refine((day) => day >= firstAsOf && day <= lastAsOf)),
  /** A saved segment's id: only its members are counted. */
  segment: choice(short),
  unit: choice(z.enum(["week", "month"])),
  variant: choice(z.enum(retentionVariants)),
  /** Narrows cohorts: `by=plan&value=<product id>`. */
  by: choice(z.enum(cohortFilters)),
  value: choice(short),
  definition: choice(z.enum(definitions)),
  /** By which of a person's touches sources are counted. */
  touch: choice(z.enum(touchKinds)),
  /** Without owner and staff, who are active by profession. */
  staff: choice(z.enum(["without"])),
  /** The column a list is sorted by. */
  sort: choice(name),
  /** Rows behind a figure: which, of which day, month or cell, and after which row. */
  figure: choice(name),
  at: choice(short),
  after: choice(short),
});
export type GrowthQuery = z.infer<typeof GrowthQuery>;

function choice<T extends z.ZodType>(schema: T) {
  return first(schema).optional().catch(undefined);
}

function first<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);
}
