import { contentTables } from "@/lib/analytics/content-tables";
import { type ContentCardProps, ContentChartCard } from "./content-chart-card";
import { ContentTiles } from "./content-tiles";
import { PostListCard } from "./post-list-card";
import { ReadDaysCard } from "./read-days-card";

/** The content page below its frame. */
export function ContentReport({ zone, ...props }: Omit<ContentCardProps, "tables"> & { zone: string }) {
  const { report, words } = props;
  const { t } = words;
  const card = { ...props, tables: contentTables(report, words, zone) };
  return (
    <>
      {report.periods === null ? <p className="mb-3 text-sm text-ink-2">{t("activity.content.segmentNote")}</p> : null}
      <ContentTiles report={report} words={words} />
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-2 [&>*]:min-w-0 [&>.wide]:xl:col-span-2">
        <div className="wide">
          <PostListCard {...card} />
        </div>
        {report.periods ? (
          <div className="wide">
            <ReadDaysCard {...card} periods={report.periods} />
          </div>
        ) : null}
        <TableCard {...card} chart="kinds" subtitle={t("activity.content.kinds.subtitle")} />
        <TableCard {...card} chart="topics" subtitle={t("activity.content.topics.subtitle")} />
        {report.gaps ? (
          <TableCard
            {...card}
            chart="gaps"
            subtitle={t("activity.content.gaps.subtitle")}
            absent={report.gaps.length === 0 ? t("activity.content.gaps.empty") : null}
          />
        ) : null}
        {report.searches ? (
          <TableCard
            {...card}
            chart="searches"
            subtitle={t("activity.content.searches.subtitle")}
            absent={report.searches.length === 0 ? t("activity.content.searches.empty") : null}
          />
        ) : null}
      </div>
      <p className="mt-4 text-sm text-ink-3">{t("activity.content.lastTouch")}</p>
    </>
  );
}

interface TableCardProps extends ContentCardProps {
  chart: "kinds" | "topics" | "gaps" | "searches";
  subtitle: string;
  absent?: string | null;
}

/** A chart that is a table to begin with. */
function TableCard({ absent, ...card }: TableCardProps) {
  const { chart, tables, words } = card;
  const nothing = tables[chart]!.rows.length === 0 ? words.t("activity.content.posts.empty") : null;
  return <ContentChartCard {...card} absent={absent ?? nothing} />;
}
