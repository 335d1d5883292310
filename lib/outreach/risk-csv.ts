import type { Words } from "@/lib/i18n/words";
import { minorDigits } from "@/lib/platform/money";
import { reasonText } from "./reason-words";
import type { RiskRow } from "./types";

export type RiskCells = (string | number | null)[];

const columns = [
  "name",
  "email",
  "standing",
  "plan",
  "monthly",
  "currency",
  "points",
  "band",
  "reasons",
  "lastOutreach",
  "lastOutreachAt",
  "arm",
  "asOf",
] as const;

/** The headings of the list as a file. */
export function riskColumns({ t }: Words): string[] {
  return columns.map((column) => t(`outreach.csv.${column}`));
}

/** One member as a row of the file: amounts in whole units, instants in UTC. */
export function riskCells(row: RiskRow, words: Words): RiskCells {
  const { t } = words;
  const { currency, lastOutreach: last } = row;
  return [
    row.name,
    row.email,
    t(`outreach.standing.${row.standing}`),
    row.productName ?? "",
    currency ? Number((row.monthlyAmount / 10 ** minorDigits(currency)).toFixed(4)) : null,
    currency ?? "",
    row.points,
    t(`outreach.band.${row.band}`),
    row.reasons.map((reason) => reasonText(reason, words)).join("; "),
    last?.name ?? "",
    last ? last.at.toISOString() : "",
    last ? t(`outreach.arm.${last.arm as "held"}`) : "",
    row.asOf.toISOString(),
  ];
}
