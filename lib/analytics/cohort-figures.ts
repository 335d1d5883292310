import { z } from "zod";
import { type CalendarUnit, unitName, unitNumber, unitNumberAt } from "@/lib/platform/calendar";
import type { Range } from "./ranges";
import type { CohortQuestion } from "./retention-report";
import type { RetentionVariant } from "./schema";

/** A cohort, or one cell of its row. */
export interface CohortCell {
  unit: CalendarUnit;
  variant: RetentionVariant;
  cohort: number;
  /** Null for the whole cohort. */
  column: number | null;
}

/** Of those who were there when the range began: all who are there at its end, who never left, or who are gone. */
export interface RangeCell {
  pick: "kept" | "unbroken" | "gone";
  from: Date;
  to: Date;
}

/** Figures of the retention page whose rows can be opened. */
const rangePicks = ["kept", "unbroken", "gone"] as const;

/** One person of a cohort, and what became of them. */
export interface CohortRow {
  memberId: string;
  person: { id: string; name: string; handle: string } | null;
  startsAt: Date;
  /** Null while they are there. */
  endsAt: Date | null;
  endReason: string | null;
  plan: string | null;
  interval: string | null;
  /** Counted in the cell, or not; null when that cannot be said of them (no term of theirs has come due). */
  isThere: boolean | null;
}

/** A cell's name in an address: its cohort, and after a dot its column. */
export const cellName = (cohort: string, column?: number): string =>
  column === undefined ? cohort : `${cohort}.${column}`;

/** What an address asks for, or null when there is no such figure, cohort or column. */
export function peopleQuestion(
  figure: string | undefined,
  at: string | undefined,
  { unit, variant }: CohortQuestion,
  range: Range,
): CohortCell | RangeCell | null {
  const pick = rangePicks.find((name) => name === figure);
  if (pick) return { pick, from: range.from, to: range.to };
  const match = /^(\d{4}-\d{2}(?:-\d{2})?)(?:\.(\d{1,2}))?$/.exec(at ?? "");
  if (figure !== "cohort" || !match || match[1]!.length !== (unit === "month" ? 7 : 10)) return null;
  const cohort = numberOf(match[1]!, unit);
  if (cohort === null || cohort > unitNumberAt(range.to, unit, range.zone)) return null;
  return { unit, variant, cohort, column: match[2] === undefined ? null : Number(match[2]) };
}

/** The number of a unit that exists under that name. */
function numberOf(name: string, unit: CalendarUnit): number | null {
  if (!z.iso.date().safeParse(unit === "month" ? `${name}-01` : name).success) return null;
  const number = unitNumber(name, unit);
  return Number.isInteger(number) && unitName(number, unit) === name ? number : null;
}
