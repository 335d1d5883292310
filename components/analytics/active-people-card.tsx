import { type ActivityCardProps, ActivityChartCard } from "./activity-chart-card";
import { countText, decimalText, shareText, timeTexts } from "./figures";
import { LazyPeopleChart } from "./lazy-activity-charts";

const widths = ["days30", "days7", "day1"] as const;

/** DAU, WAU and MAU of each day, and how they stand to each other. */
export function ActivePeopleCard(props: ActivityCardProps) {
  const { report, words } = props;
  const { t } = words;
  const { active, stickiness } = report;
  const last = active.at(-1)!;
  return (
    <ActivityChartCard
      {...props}
      chart="people"
      subtitle={t("activity.people.subtitle", {
        daily: decimalText(stickiness.meanDay1, words),
        monthly: decimalText(stickiness.meanDays30, words),
        share: shareText(stickiness.share, words),
      })}
      absent={stickiness.share === null ? t("analytics.tooFew") : null}
      rows={{ figure: "active" }}
      footnote={t("activity.people.footnote")}
      needsScript
    >
      <p className="num mb-1 text-xs text-ink-2 md:hidden">
        {widths.map((width) => `${t(`activity.people.${width}`)} ${countText(last[width], words)}`).join(" · ")}
      </p>
      <LazyPeopleChart
        points={active.map(({ day, ...counts }) => ({
          ...timeTexts(day, words),
          tip: widths.map((width) => `${t(`activity.people.${width}`)} ${countText(counts[width], words)}`),
          ...counts,
        }))}
        lines={widths.map((width) => ({
          key: width,
          name: t(`activity.people.${width}`),
          value: countText(last[width], words),
        }))}
        summary={t("activity.people.summary", { day1: last.day1, days7: last.days7, days30: last.days30 })}
        locale={words.locale}
      />
    </ActivityChartCard>
  );
}
