import type { ChartTable } from "@/lib/analytics/cells";
import { byMonth } from "@/lib/analytics/growth-tables";
import type { GrowthPoint, MemberGrowth } from "@/lib/analytics/member-growth";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { countText, timeTexts } from "./figures";
import { LazyMemberChart } from "./lazy-growth-charts";
import { ReportCard } from "./report-card";

/** What every card of the growth page is given. */
export interface MemberGrowthCardProps {
  slug: string;
  page: "growth";
  query: GrowthQuery;
  growth: MemberGrowth;
  table: ChartTable;
  words: Words;
}

/** N of all and of paying members over time, and below it who came and who went. */
export function MemberCurveCard({ growth, words, ...card }: MemberGrowthCardProps) {
  const { t } = words;
  const { members, paying, points } = growth;
  const figures = { from: members.from, to: members.to, payingFrom: paying.from, payingTo: paying.to };
  const isEmpty = points.every((point) => point.members === 0 && point.left === 0);
  return (
    <ReportCard
      {...card}
      words={words}
      chart="members"
      title={t("growth.chart.members")}
      subtitle={t("growth.members.subtitle", figures)}
      absent={points.length < 2 || isEmpty ? t("analytics.tooFew") : null}
      footnote={byMonth(growth) ? t("growth.members.months") : undefined}
      needsScript
    >
      <p className="mb-1 text-xs text-ink-2 md:hidden">
        {[
          t("growth.members.all"),
          countText(members.to, words),
          "·",
          t("growth.members.paying"),
          countText(paying.to, words),
        ].join(" ")}
      </p>
      <LazyMemberChart
        points={points.map((point) => pointOf(point, words))}
        summary={t("growth.members.summary", { ...figures, joined: members.joined, left: members.left })}
        lines={[
          { key: "members", name: t("growth.members.all"), value: countText(members.to, words) },
          { key: "paying", name: t("growth.members.paying"), value: countText(paying.to, words) },
        ]}
        movement={t("growth.members.movement")}
        locale={words.locale}
      />
    </ReportCard>
  );
}

function pointOf(point: GrowthPoint, words: Words) {
  const line = (name: "members" | "paying" | "joined" | "left" | "payingStarted" | "payingEnded") =>
    `${words.t(`growth.column.${name}`)} ${countText(point[name], words)}`;
  return {
    ...timeTexts(point.name, words),
    tip: [line("members"), line("paying"), line("joined"), line("left"), line("payingStarted"), line("payingEnded")],
    members: point.members,
    paying: point.paying,
    joined: point.joined,
    left: -point.left,
  };
}
