import { Avatar } from "@/components/ui/avatar";
import { buttonClass } from "@/components/ui/button-class";
import { Download } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Pagination } from "@/components/ui/pagination";
import { Table } from "@/components/ui/table";
import type { Cell } from "@/lib/analytics/cells";
import type { AnalyticsFrame } from "@/lib/analytics/loaders/frame";
import type { FigureRow, FigureRows } from "@/lib/analytics/rows";
import type { Words } from "@/lib/i18n/words";
import { analyticsHref, rowsCsvHref, rowsHref } from "./address";
import { AnalyticsPage } from "./analytics-page";
import { ColumnHeads } from "./chart-table";
import { cellText, countText, dash } from "./figures";

interface RowsPageProps {
  frame: AnalyticsFrame;
  words: Words;
  /** The figure's name, as its card or tile calls it. */
  title: string;
  /** One sentence: what is counted here and what is not. */
  explanation: string;
  rows: FigureRows;
}

/** The rows behind a figure. Who may not see people (moderators) gets the number and the reason. */
export function RowsPage({ frame, words, title, explanation, rows }: RowsPageProps) {
  const { community, page, query, seesPeople } = frame;
  const { t } = words;
  const { figure = "", at } = query;
  return (
    <AnalyticsPage frame={frame} words={words} shows="rows">
      <section className="card min-w-0 p-4 md:p-5" aria-labelledby="rows-title">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-56">
            <h2 id="rows-title" className="text-md">
              {title}
            </h2>
            <p className="mt-0.5 text-sm text-ink-2">{explanation}</p>
            <p className="num mt-1 text-sm">{t("analytics.rows.total", { n: rows.total })}</p>
          </div>
          <Link
            className={buttonClass({ variant: "ghost", size: "sm" })}
            href={analyticsHref(community.slug, page, query, { figure: undefined, at: undefined, after: undefined })}
          >
            {t("analytics.rows.back")}
          </Link>
          {seesPeople && rows.total > 0 ? (
            <a
              className={buttonClass({ variant: "ghost", size: "sm" })}
              href={rowsCsvHref(community.slug, page, query)}
              download
            >
              <Download />
              {t("analytics.csv")}
            </a>
          ) : null}
        </div>
        {seesPeople ? (
          <RowsTable slug={community.slug} rows={rows} title={title} words={words} />
        ) : (
          <Notice className="mt-4">
            <p>{t("analytics.rows.countsOnly", { n: countText(rows.total, words) })}</p>
          </Notice>
        )}
        {seesPeople ? (
          <Pagination
            older={
              rows.next
                ? {
                    href: `${rowsHref(community.slug, page, query, figure, at)}&after=${encodeURIComponent(rows.next)}`,
                    label: t("analytics.rows.more"),
                  }
                : undefined
            }
            newest={
              query.after
                ? { href: rowsHref(community.slug, page, query, figure, at), label: t("analytics.rows.first") }
                : undefined
            }
          />
        ) : null}
      </section>
    </AnalyticsPage>
  );
}

function RowsTable({ slug, rows, title, words }: { slug: string; rows: FigureRows; title: string; words: Words }) {
  if (rows.rows.length === 0) return <p className="mt-4 text-ink-2">{words.t("analytics.rows.none")}</p>;
  return (
    <div className="mt-4">
      <Table label={words.t("common.chart.scrollHint", { name: title })}>
        <thead>
          <tr>
            <th scope="col">{words.t("analytics.rows.person")}</th>
            <ColumnHeads columns={rows.columns} />
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((row) => (
            <Row key={row.key} row={row} columns={rows.columns} slug={slug} words={words} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** Numbers and dates are read at a glance, so they stay on one line; words may break. */
function classOf({ kind }: Cell, isNumeric: boolean): string | undefined {
  if (isNumeric) return "r num whitespace-nowrap";
  return kind === "day" || kind === "month" ? "whitespace-nowrap" : undefined;
}

interface RowProps {
  row: FigureRow;
  columns: FigureRows["columns"];
  slug: string;
  words: Words;
}

function Row({ row, columns, slug, words }: RowProps) {
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap font-normal">
        {row.person ? (
          <Link className="flex items-center gap-2 font-medium" href={`/c/${slug}/members/${row.person.handle}`}>
            <Avatar id={row.person.id} name={row.person.name} size={24} />
            {row.person.name}
          </Link>
        ) : (
          dash
        )}
      </th>
      {row.cells.map((cell, i) => (
        <td key={columns[i]!.label} className={classOf(cell, columns[i]!.numeric)}>
          {cell.href ? (
            <Link className="link" href={cell.href}>
              {cellText(cell, words)}
            </Link>
          ) : (
            cellText(cell, words)
          )}
        </td>
      ))}
    </tr>
  );
}
