import { Notice } from "@/components/ui/notice";
import { growthTables } from "@/lib/analytics/growth-tables";
import { type MemberGrowth, summariseRestated } from "@/lib/analytics/member-growth";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { dayText } from "./figures";
import { MemberCurveCard } from "./member-curve-card";
import { MemberGrowthTiles } from "./member-growth-tiles";
import { ReasonCard } from "./reason-card";
import { ReportCard } from "./report-card";

interface ReportProps {
  slug: string;
  query: GrowthQuery;
  growth: MemberGrowth;
  words: Words;
}

/** The growth page below its frame: five figures, the curve with who came and went, and why they went. */
export function MemberGrowthReport(props: ReportProps) {
  const { slug, query, growth, words } = props;
  const tables = growthTables(growth, words);
  const shared = { slug, page: "growth" as const, query, words };
  return (
    <>
      <Restated growth={growth} words={words} />
      {query.view === "table" ? null : <MemberGrowthTiles {...props} />}
      <div className="mt-4 grid gap-4 [&>*]:min-w-0">
        <MemberCurveCard {...shared} growth={growth} table={tables.members} />
        <ReasonCard {...shared} growth={growth} table={tables.reasons} />
        <ReportCard
          {...shared}
          chart="summary"
          title={words.t("growth.chart.summary")}
          table={tables.summary}
          footnote={words.t("analytics.formulasHint")}
        />
      </div>
    </>
  );
}

/** What was closed with other figures than it has now: the past was put right, and says so. */
function Restated({ growth, words }: { growth: MemberGrowth; words: Words }) {
  const restated = summariseRestated(growth.restated);
  if (!restated) return null;
  const { day, figure, closed, now } = restated.last;
  return (
    <Notice tone="warning" className="mb-4" title={words.t("growth.restated.title", { n: restated.days })}>
      <p>{words.t("growth.restated.what", { day: dayText(day, words, true), figure, closed, now })}</p>
    </Notice>
  );
}
