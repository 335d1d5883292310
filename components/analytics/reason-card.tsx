import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { endFigure } from "@/lib/analytics/growth-tables";
import type { ReasonCount } from "@/lib/analytics/member-growth";
import { reasonName } from "@/lib/analytics/row-words";
import type { GrowthQuery } from "@/lib/analytics/schema";
import { atReason } from "@/lib/analytics/span-figures";
import type { Words } from "@/lib/i18n/words";
import { rowsHref } from "./address";
import { countText } from "./figures";
import type { MemberGrowthCardProps } from "./member-curve-card";
import { ReportCard } from "./report-card";

/** Why memberships and paying ended: each number opens the people behind it. */
export function ReasonCard({ growth, words, ...card }: MemberGrowthCardProps) {
  const { t } = words;
  return (
    <ReportCard
      {...card}
      words={words}
      chart="reasons"
      title={t("growth.chart.reasons")}
      subtitle={t("growth.reasons.subtitle")}
      absent={growth.reasons.length === 0 ? t("growth.reasons.empty") : null}
    >
      <Table label={t("common.chart.scrollHint", { name: t("growth.chart.reasons") })}>
        <thead>
          <tr>
            <th scope="col">{t("growth.column.reason")}</th>
            <th scope="col">{t("growth.column.whose")}</th>
            <th scope="col" className="r">
              {t("growth.column.count")}
            </th>
            <th scope="col" className="r">
              {t("growth.column.before")}
            </th>
          </tr>
        </thead>
        <tbody>
          {growth.reasons.map((row) => (
            <Row key={`${row.scope} ${row.reason}`} row={row} slug={card.slug} query={card.query} words={words} />
          ))}
        </tbody>
      </Table>
    </ReportCard>
  );
}

function Row({ row, slug, query, words }: { row: ReasonCount; slug: string; query: GrowthQuery; words: Words }) {
  const { scope, reason, count, before } = row;
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap">
        {reasonName(reason, words)}
      </th>
      <td className="whitespace-nowrap">{words.t(`growth.reasons.who.${scope}`)}</td>
      <td className="r num">
        {count === 0 ? (
          countText(count, words)
        ) : (
          <Link className="link" href={rowsHref(slug, "growth", query, endFigure(scope), atReason(reason))}>
            {countText(count, words)}
          </Link>
        )}
      </td>
      <td className="r num text-ink-3">{countText(before, words)}</td>
    </tr>
  );
}
