import type { ReactNode } from "react";
import { ChartTable } from "@/components/analytics/chart-table";
import { countText, moneyText, monthText, shareText, timeTexts } from "@/components/analytics/figures";
import { ChartFrame } from "@/components/ui/chart-frame";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { drawnReasons, endKinds, type ReasonReport, reasonOrder } from "@/lib/feedback/reasons";
import type { ReasonsQuery } from "@/lib/feedback/schema";
import type { Words } from "@/lib/i18n/words";
import { LazyReasonsChart } from "./lazy-feedback-charts";
import { groupOf, reasonTable } from "./reasons-tables";

export interface ReasonsReportProps {
  slug: string;
  report: ReasonReport;
  query: ReasonsQuery;
  currency: string;
  words: Words;
}

/** The address of the page narrowed to a month, a reason, or both. */
export function reasonsHref(slug: string, query: ReasonsQuery): string {
  const chosen = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/c/${slug}/manage/surveys/reasons${chosen.length > 0 ? `?${new URLSearchParams(chosen)}` : ""}`;
}

/** Why people cancelled, month by month, and how paying ended. Every number leads to the people behind it. */
export function ReasonsReport(props: ReasonsReportProps) {
  return (
    <div className="mt-5 grid gap-4">
      <ByReason {...props} />
      <ByMonth {...props} />
      <Ends {...props} />
    </div>
  );
}

const csv = (slug: string, of: string, { t }: Words) => ({
  href: `/c/${slug}/manage/surveys/reasons/export?of=${of}`,
  label: t("feedback.reasons.csv"),
});

function Figure({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link className="link" href={`${href}#people`}>
      {children}
    </Link>
  );
}

function ByReason({ slug, report, currency, words }: ReasonsReportProps) {
  const { t } = words;
  const others =
    report.otherCurrencies > 0 ? ` ${t("feedback.reasons.otherCurrencies", { n: report.otherCurrencies })}` : "";
  return (
    <ChartFrame
      id="reasons"
      title={t("feedback.reasons.byReason")}
      subtitle={t("feedback.reasons.byReasonSubtitle", { total: report.total, undone: report.undone })}
      csv={csv(slug, "reasons", words)}
      footnote={`${t("feedback.reasons.monthlyNote")}${others}`}
    >
      <Table label={t("common.chart.scrollHint", { name: t("feedback.reasons.byReason") })}>
        <thead>
          <tr>
            <th scope="col">{t("feedback.reasons.column.reason")}</th>
            {(["count", "share", "undone", "monthly"] as const).map((key) => (
              <th key={key} scope="col" className="r">
                {t(`feedback.reasons.column.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.reasons.map((row) => (
            <tr key={row.reason}>
              <th scope="row" className="font-normal whitespace-nowrap">
                {t(`feedback.reasons.reason.${row.reason}`)}
              </th>
              <td className="r num">
                {row.count > 0 ? (
                  <Figure href={reasonsHref(slug, { reason: row.reason })}>{countText(row.count, words)}</Figure>
                ) : (
                  0
                )}
              </td>
              <td className="r num">{shareText(row.share, words)}</td>
              <td className="r num">{countText(row.undone, words)}</td>
              <td className="r num whitespace-nowrap">{moneyText(row.monthly, currency, words)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </ChartFrame>
  );
}

function ByMonth({ slug, report, query, currency, words }: ReasonsReportProps) {
  const { t } = words;
  const shown = query.table === "months";
  const name = (reason: (typeof reasonOrder)[number]) => t(`feedback.reasons.reason.${reason}`);
  const drawn = drawnReasons(report);
  const rest = reasonOrder.filter((reason) => reason !== "none" && !drawn.includes(reason));
  const most = report.reasons.toSorted((a, b) => b.count - a.count)[0];
  const points = report.months.map((row) => ({
    ...timeTexts(row.month, words),
    tip: reasonOrder
      .filter((reason) => row.byReason[reason] > 0)
      .map((reason) => `${name(reason)} ${countText(row.byReason[reason], words)}`),
    counts: [
      ...drawn.map((reason) => row.byReason[reason]),
      rest.reduce((sum, reason) => sum + row.byReason[reason], 0),
      row.byReason.none,
    ],
  }));
  return (
    <ChartFrame
      id="months"
      title={t("feedback.reasons.byMonth")}
      subtitle={t("feedback.reasons.byMonthSubtitle")}
      table={{
        href: `${reasonsHref(slug, shown ? {} : { table: "months" })}#months`,
        label: t(shown ? "feedback.results.showChart" : "feedback.results.showTable"),
        shown,
      }}
      csv={csv(slug, "months", words)}
    >
      {shown ? (
        <MonthTable slug={slug} report={report} query={query} currency={currency} words={words} />
      ) : (
        <>
          <LazyReasonsChart
            points={points}
            series={[...drawn.map(name), t("feedback.reasons.drawnOthers"), name("none")]}
            summary={t("feedback.reasons.byMonthSummary", {
              total: report.total,
              reason: most ? name(most.reason) : "",
            })}
            locale={words.locale}
          />
          <noscript>
            <p className="py-4 text-ink-2">{t("feedback.reasons.noJs")}</p>
          </noscript>
        </>
      )}
    </ChartFrame>
  );
}

/** The twin of the drawing, each number a way to its people. */
function MonthTable({ slug, report, words }: ReasonsReportProps) {
  const { t } = words;
  return (
    <Table label={t("common.chart.scrollHint", { name: t("feedback.reasons.byMonth") })}>
      <thead>
        <tr>
          <th scope="col">{t("feedback.reasons.column.month")}</th>
          {reasonOrder.map((reason) => (
            <th key={reason} scope="col" className="r">
              {t(`feedback.reasons.reason.${reason}`)}
            </th>
          ))}
          <th scope="col" className="r">
            {t("feedback.reasons.column.total")}
          </th>
        </tr>
      </thead>
      <tbody>
        {report.months.map(({ month, byReason, total }) => (
          <tr key={month}>
            <th scope="row" className="font-normal whitespace-nowrap">
              {monthText(month, words)}
            </th>
            {reasonOrder.map((reason) => (
              <td key={reason} className="r num">
                {byReason[reason] > 0 ? (
                  <Figure href={reasonsHref(slug, { month, reason })}>{countText(byReason[reason], words)}</Figure>
                ) : (
                  0
                )}
              </td>
            ))}
            <td className="r num">
              {total > 0 ? <Figure href={reasonsHref(slug, { month })}>{countText(total, words)}</Figure> : 0}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Ends({ slug, report, currency, words }: ReasonsReportProps) {
  const { t } = words;
  const { ends } = report;
  return (
    <ChartFrame
      id="ends"
      title={t("feedback.reasons.ends")}
      subtitle={t("feedback.reasons.endsSubtitle", { chosen: ends.chosen, failed: ends.failed + ends.disputed })}
      csv={csv(slug, "ends", words)}
      footnote={t("feedback.reasons.endsNote")}
    >
      <ul className="mb-4 flex flex-wrap gap-x-6 gap-y-2">
        {endKinds
          .filter((kind) => ends[kind] > 0)
          .map((kind) => (
            <li key={kind} className="num">
              <Figure href={reasonsHref(slug, { reason: `end-${kind}` })}>
                {t(`feedback.reasons.end.${kind}`)} {countText(ends[kind], words)}
              </Figure>{" "}
              <span className="text-sm text-ink-3">{t(`feedback.reasons.endGroup.${groupOf(kind)}`)}</span>
            </li>
          ))}
      </ul>
      <ChartTable
        label={t("feedback.reasons.ends")}
        table={reasonTable("ends", report, currency, words)}
        words={words}
      />
    </ChartFrame>
  );
}
