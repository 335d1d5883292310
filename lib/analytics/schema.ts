import { z } from "zod";
import { rangeKeys } from "./ranges";

/** The charts of the growth page that have a table and a CSV file. */
export const charts = ["summary", "interactions", "composition", "cohorts", "revenue", "plans"] as const;
export const Chart = z.enum(charts);
export type Chart = z.infer<typeof Chart>;

const day = z.iso.date();

/**
 * The page's address. Nothing a person can type there is an error: what is not understood falls back to its default,
 * and of a parameter given twice the first counts.
 */
export const GrowthQuery = z.object({
  range: first(z.enum(rangeKeys)).default("30d").catch("30d"),
  view: first(z.enum(["chart", "table"]))
    .default("chart")
    .catch("chart"),
  table: first(Chart).optional().catch(undefined),
  cohort: first(z.enum(["paying", "member"]))
    .optional()
    .catch(undefined),
  asOf: first(day).optional().catch(undefined),
});
export type GrowthQuery = z.infer<typeof GrowthQuery>;

function first<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);
}
