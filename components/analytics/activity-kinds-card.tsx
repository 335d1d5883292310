import { interactionKinds, type KindPeriod } from "@/lib/analytics/activity";
import type { Words } from "@/lib/i18n/words";
import { type ActivityCardProps, ActivityChartCard } from "./activity-chart-card";
import { countText, decimalText, timeTexts } from "./figures";
import { kindColours } from "./kind-colours";
import { LazyKindsChart } from "./lazy-activity-charts";

/** Interactions by day, or by month of a year, piled up by kind. */
export function ActivityKindsCard(props: ActivityCardProps) {
  const { report, words } = props;
  const { periods, unit, summary } = report;
  const total = summary.interactions;
  const mean = decimalText(total / periods.length, words);
  const most = periods.reduce((best, period) => (period.total > best.total ? period : best));
  const enough = periods.filter((period) => period.total > 0).length >= 2;
  return (
    <ActivityChartCard
      {...props}
      chart="kinds"
      subtitle={words.t(`activity.kinds.${unit === "day" ? "subtitleDay" : "subtitleMonth"}`, { total, mean })}
      absent={enough ? null : words.t("analytics.tooFew")}
      rows={{ figure: "interactions" }}
      needsScript
    >
      <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
        {interactionKinds.map((kind, i) => (
          <li key={kind} className="inline-flex items-center gap-1.5">
            <svg className="size-2.5 flex-none" aria-hidden="true">
              <rect width="100%" height="100%" rx="2" fill={`var(--${kindColours[i]})`} />
            </svg>
            {words.t(`analytics.kind.${kind}`)}
          </li>
        ))}
      </ul>
      <LazyKindsChart
        points={periods.map((period) => pointOf(period, words))}
        kinds={interactionKinds.map((kind) => ({ key: kind, name: words.t(`analytics.kind.${kind}`) }))}
        summary={words.t("activity.kinds.summary", {
          total,
          period: timeTexts(most.period, words).label,
          most: most.total,
        })}
        locale={words.locale}
      />
    </ActivityChartCard>
  );
}

function pointOf({ period, total, kinds }: KindPeriod, words: Words) {
  const line = (name: string, value: number) => `${name} ${countText(value, words)}`;
  return {
    ...timeTexts(period, words),
    tip: [
      line(words.t("activity.column.total"), total),
      ...interactionKinds.map((kind) => line(words.t(`analytics.kind.${kind}`), kinds[kind])),
    ],
    ...kinds,
  };
}
