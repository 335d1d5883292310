import type { Words } from "@/lib/i18n/words";
import type { Morning } from "./types";

export interface Waiting {
  key: "unanswered" | "late" | "disputes" | "endings" | "atRisk" | "drift";
  text: string;
}

/** What waits, most urgent first, a sentence each; nothing for what does not wait. */
export function waitingTexts(morning: Morning, { t }: Words): Waiting[] {
  const counts: [Waiting["key"], number][] = [
    ["drift", morning.drift],
    ["disputes", morning.disputes.total],
    ["late", morning.late.total],
    ["unanswered", morning.unanswered.total],
    ["endings", morning.endings.total],
    ["atRisk", morning.atRisk],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .map(([key, count]) => ({ key, text: t(`morning.waiting.${key}`, { count }) }));
}

/** "Interactions of the last seven days: 14; usual are 56 to 84." */
export function unusualText({ metric, value, low, high }: Morning["unusual"][number], { t }: Words): string {
  return t("morning.unusual.sentence", {
    metric: t(`morning.unusual.${metric}`),
    value: Math.round(value),
    low: Math.round(low),
    high: Math.round(high),
  });
}
