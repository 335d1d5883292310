import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import { binName, weekdayName } from "@/lib/analytics/activity-tables";
import { type ActivityCardProps, ActivityChartCard } from "./activity-chart-card";
import { countText, decimalText, shareText } from "./figures";
import { ShareList } from "./share-list";

/** How interactions spread over the members: a mean says little when one makes them all. */
export function DistributionCard(props: ActivityCardProps) {
  const { report, words } = props;
  const most = Math.max(1, ...report.bins.map(({ people }) => people));
  return (
    <ActivityChartCard
      {...props}
      chart="distribution"
      subtitle={words.t("activity.distribution.subtitle")}
      absent={report.summary.members === 0 ? words.t("activity.distribution.empty") : null}
    >
      <ShareList
        rows={report.bins.map((bin) => ({
          key: String(bin.from),
          label: binName(bin, words),
          value: countText(bin.people, words),
          detail: shareText(bin.share, words),
          part: bin.people / most,
        }))}
      />
    </ActivityChartCard>
  );
}

/** Which days of the week people come. */
export function WeekdayCard(props: ActivityCardProps) {
  const { report, words } = props;
  const means = report.weekdays ?? [];
  const most = Math.max(0, ...means.map((mean) => mean ?? 0));
  const nothing = words.t(`activity.weekdays.${report.weekdays === null ? "tooShort" : "empty"}`);
  return (
    <ActivityChartCard
      {...props}
      chart="weekdays"
      subtitle={words.t("activity.weekdays.subtitle")}
      absent={most === 0 ? nothing : null}
    >
      <ShareList
        rows={means.map((mean, i) => ({
          key: String(i),
          label: weekdayName(i, words),
          value: decimalText(mean, words),
          detail: "",
          part: (mean ?? 0) / most,
        }))}
      />
    </ActivityChartCard>
  );
}

/** Who wrote most, for who may see people. */
export function TopCard(props: ActivityCardProps) {
  const { slug, report, words } = props;
  const { top } = report;
  if (top === null) return null;
  return (
    <ActivityChartCard
      {...props}
      chart="top"
      subtitle={words.t("activity.top.subtitle")}
      absent={top.length === 0 ? words.t("activity.top.empty") : null}
      rows={{ figure: "contributors" }}
    >
      <ol className="grid gap-3">
        {top.map(({ person, written, interactions }) => (
          <li key={person?.id ?? `${written} ${interactions}`} className="flex items-center gap-2.5">
            {person ? <Avatar id={person.id} name={person.name} size={24} /> : null}
            <span className="min-w-0 flex-1">
              {person ? (
                <Link className="block truncate font-medium" href={`/c/${slug}/members/${person.handle}`}>
                  {person.name}
                </Link>
              ) : (
                <span className="text-ink-3">{words.t("activity.top.gone")}</span>
              )}
              <span className="num block text-sm text-ink-3">
                {words.t("activity.top.counts", { written, interactions })}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </ActivityChartCard>
  );
}
