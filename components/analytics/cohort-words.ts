import type { CohortQuestion, CohortReport } from "@/lib/analytics/retention-report";
import type { Words } from "@/lib/i18n/words";
import { dayText, decimalText, monthText, shareText } from "./figures";

/** "Mar 2026", or the Monday of a week. */
export function cohortText(name: string, words: Words): string {
  return name.length === 7 ? monthText(name, words) : dayText(name, words, true);
}

/** "at the end of that month", "2 months later", "3rd renewal": what column k stands for. */
export function columnText({ unit, variant }: CohortQuestion, k: number, { t }: Words): string {
  if (variant === "renewal") return t("growth.retention.termLong", { k: k + 1 });
  if (k > 0) return t(`growth.retention.laterLong.${unit}`, { k });
  return t(`growth.retention.${variant === "activity" ? "whenOwnActive" : "whenOwn"}.${unit}`);
}

/** The one remark below a table; null when no cell stands out. */
export function outlierText({ question, outlier }: CohortReport, words: Words): string | null {
  if (!outlier) return null;
  const { unit, variant } = question;
  const k = outlier.column;
  return words.t(unit === "week" ? "growth.retention.outlierWeek" : "growth.retention.outlier", {
    cohort: cohortText(outlier.cohort, words),
    variant,
    share: shareText(outlier.share, words),
    when: variant === "renewal" ? words.t("growth.retention.whenTerm", { k: k + 1 }) : columnText(question, k, words),
    points: decimalText(outlier.below * 100, words),
  });
}
