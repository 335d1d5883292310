import type { InteractionDay } from "@/lib/analytics/types";
import type { Words } from "@/lib/i18n/words";
import { type CardProps, ChartCard } from "./chart-card";
import { countText, dayText, decimalText, timeTexts } from "./figures";
import { LazyInteractionChart } from "./lazy-charts";

/** Interactions day by day, with their mean over a week. */
export function InteractionCard(props: CardProps) {
  const { growth, words } = props;
  const { days, activity } = growth;
  const total = activity.interactions;
  const mean = decimalText(total / days.length, words);
  const busiest = days.reduce((most, day) => (day.interactions > most.interactions ? day : most));
  const enough = days.filter((day) => day.interactions > 0).length >= 2;
  return (
    <ChartCard
      {...props}
      chart="interactions"
      subtitle={words.t("analytics.interactions.subtitle", { total, mean })}
      absent={enough ? null : words.t("analytics.tooFew")}
      needsScript
    >
      <p className="mb-1 text-xs text-ink-2 md:hidden">{meanLabel(days, words).join(" ")}</p>
      <LazyInteractionChart
        points={days.map((day) => pointOf(day, words))}
        summary={words.t("analytics.interactions.summary", {
          total,
          mean,
          day: dayText(busiest.day, words),
          most: busiest.interactions,
        })}
        mean={{ name: meanLabel(days, words)[0], value: meanLabel(days, words)[1] }}
        locale={words.locale}
      />
    </ChartCard>
  );
}

function meanLabel(days: InteractionDay[], words: Words): [name: string, value: string] {
  const n = decimalText(days.at(-1)!.mean, words);
  return [words.t("analytics.interactions.mean"), words.t("analytics.interactions.perDay", { n })];
}

function pointOf({ day, interactions, people, mean }: InteractionDay, words: Words) {
  const line = (name: "interactions" | "people" | "mean", value: string) =>
    `${words.t(`analytics.column.${name}`)} ${value}`;
  return {
    ...timeTexts(day, words),
    tip: [
      line("interactions", countText(interactions, words)),
      line("people", countText(people, words)),
      line("mean", decimalText(mean, words)),
    ],
    interactions,
    mean: Math.round(mean * 10) / 10,
  };
}
