import { type CalendarUnit, unitNumberAt } from "@/lib/platform/calendar";
import type { SpanHeadcount } from "./edges";
import type { Scope } from "./periods";
import type { Range } from "./ranges";
import { type RenewalGroup, renewalRetention } from "./renewals";
import {
  type ActiveGroup,
  activityRetention,
  type CohortTable,
  findOutlier,
  type Outlier,
  retentionOfGroups,
  type SpanGroup,
  sizesOf,
} from "./retention";
import type { CohortFilter, GrowthQuery, RetentionVariant } from "./schema";

export type { CohortFilter } from "./schema";

/** The source of people of whom no arrival was seen. */
export const sourceUnknown = "unknown";

/** How many cohorts are shown, and how many columns: a year, or half a year of weeks. */
const shown: Record<CalendarUnit, number> = { month: 12, week: 26 };

/** What a retention page is asked for, with everything left out filled in. */
export interface CohortQuestion {
  unit: CalendarUnit;
  variant: RetentionVariant;
  scope: Scope;
  narrowed: { by: CohortFilter; value: string } | null;
}

/** The question in an address. Plans, terms and renewals are about paying, whoever else is asked for. */
export function cohortQuestion(
  query: Pick<GrowthQuery, "unit" | "variant" | "cohort" | "by" | "value">,
  anybodyPays: boolean,
): CohortQuestion {
  const variant = query.variant ?? "boundary";
  const narrowed = query.by && query.value ? { by: query.by, value: query.value } : null;
  const needsPaying = variant === "renewal" || narrowed?.by === "plan" || narrowed?.by === "term";
  const scope = needsPaying ? "paying" : (query.cohort ?? (anybodyPays ? "paying" : "member"));
  return { unit: query.unit ?? "month", variant, scope, narrowed };
}

/**
 * How far back cohorts are shown. Renewals go back two years by months: of those who pay by the year, nobody's term
 * comes due in the first.
 */
export function cohortsShown({ unit, variant }: Pick<CohortQuestion, "unit" | "variant">): number {
  return variant === "renewal" && unit === "month" ? 24 : shown[unit];
}

/** The number of the first cohort shown at `asOf`. */
export function firstCohort(question: CohortQuestion, { to, zone }: Pick<Range, "to" | "zone">): number {
  const current = unitNumberAt(new Date(to.getTime() - 1), question.unit, zone);
  return current - cohortsShown(question) + 1;
}

/** Groups of spans, and what the asked variant needs beside them. */
export interface CohortFacts {
  spans: readonly SpanGroup[];
  active: readonly ActiveGroup[];
  renewals: readonly RenewalGroup[];
}

/** A cohort table with what one needs to know to read it. */
export interface CohortReport extends CohortTable {
  question: CohortQuestion;
  outlier: Outlier | null;
}

/** Everything the retention page shows. */
export interface Retention {
  report: CohortReport;
  /** Of the range: who was there at its start and still is. */
  staying: SpanHeadcount;
  stayingBefore: SpanHeadcount;
}

/** The table of a question from grouped rows. Pure. */
export function computeCohorts(facts: CohortFacts, question: CohortQuestion, range: Range): CohortReport {
  const { unit, variant } = question;
  const options = { zone: range.zone, asOf: range.to, unit, columns: shown[unit] };
  const sizes = sizesOf(facts.spans);
  const table =
    variant === "activity"
      ? activityRetention(sizes, facts.active, options)
      : variant === "renewal"
        ? renewalRetention(sizes, facts.renewals, options)
        : retentionOfGroups(facts.spans, { ...options, variant });
  return { ...table, question, outlier: findOutlier(table) };
}
