import { dayText, monthText } from "@/components/analytics/figures";
import { scaleEnds } from "@/lib/feedback/schema";
import type { NpsStretch, Survey, SurveyQuestion } from "@/lib/feedback/types";
import type { Words } from "@/lib/i18n/words";
import { dayOf } from "@/lib/platform/calendar";

/** When a survey is asked, in a few words: "1 Mar – 14 Mar", "30 days after joining". */
export function whenText(
  survey: Pick<Survey, "trigger" | "opensAt" | "closesAt" | "afterDays" | "publishedAt">,
  zone: string,
  words: Words,
): string {
  const { trigger, opensAt, closesAt, afterDays, publishedAt } = survey;
  if (trigger === "day") return words.t("feedback.results.whenDay", { days: afterDays ?? 0 });
  if (trigger === "cancellation") return words.t("feedback.results.whenCancellation");
  const opens = opensAt ?? publishedAt;
  const day = (at: Date) => dayText(dayOf(at, zone), words);
  const from = opens ? day(opens) : words.t("feedback.publish.fromNow");
  if (!closesAt) return words.t("feedback.results.whenOpen", { from });
  return words.t("feedback.results.whenDates", { from, to: day(new Date(closesAt.getTime() - 1)) });
}

/** A month, or several that stand together: "Mar 2026", "Mar 2026 – Apr 2026". */
export function stretchText({ from, to }: Pick<NpsStretch, "from" | "to">, words: Words): string {
  return from === to ? monthText(from, words) : `${monthText(from, words)} – ${monthText(to, words)}`;
}

/** A choice as people read it: an option's words; a number, at the ends of a scale with its name. */
export function choiceText({ kind, options }: Pick<SurveyQuestion, "kind" | "options">, choice: number): string {
  if (kind === "single" || kind === "multiple") return options[choice] ?? "";
  if (kind !== "scale") return String(choice);
  const end = choice === scaleEnds.least ? options[0] : choice === scaleEnds.most ? options[1] : undefined;
  return end ? `${choice} · ${end}` : String(choice);
}

/** A score or margin in points: one decimal, with a true minus; a score carries its sign. */
export function pointsText(value: number, words: Words, signed = true): string {
  const text = words.format.number(value, { maximumFractionDigits: 1 }).replace("-", "−");
  return signed && value > 0 ? `+${text}` : text;
}
