import { moneyText } from "@/components/analytics/figures";
import { Avatar } from "@/components/ui/avatar";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Download, UsersRound } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import { reasonText } from "@/lib/outreach/reason-words";
import type { RiskBand } from "@/lib/outreach/risk-score";
import { outreachMax, type RiskQuery } from "@/lib/outreach/schema";
import type { RiskRow } from "@/lib/outreach/types";
import { reachHref, riskHref } from "./address";
import type { BandSum } from "./risk-sums";

interface RiskListProps {
  rows: readonly RiskRow[];
  next: string | null;
  sums: readonly BandSum[];
  path: string;
  /** `/c/<slug>`. */
  base: string;
  query: RiskQuery;
  now: Date;
  zone: string;
  words: Words;
}

/** The members at risk, each with the reasons in words; ticked ones, or all, can be written to or called. */
export function RiskList(props: RiskListProps) {
  const { rows, next, sums, path, query, words } = props;
  const { t } = words;
  if (rows.length === 0) return <NoRows isNarrowed={query.after !== undefined || sums.length > 0} words={words} />;
  const listed = sums.filter(({ band }) => (query.band ? band === query.band : band !== "low"));
  const total = Math.min(
    outreachMax,
    listed.reduce((sum, { members }) => sum + members, 0),
  );
  return (
    <form action={`${path}/outreach/new`} method="get" className="mt-5">
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" size="sm">
          {t("outreach.list.ticked")}
        </Button>
        <ButtonLink size="sm" variant="ghost" href={reachHref(path, query, "all")}>
          {t("outreach.list.all", { n: total })}
        </ButtonLink>
        <a
          href={riskHref(`${path}/export`, query)}
          className="btn btn-ghost btn-sm ml-auto"
          aria-label={t("outreach.fileOf")}
          download
        >
          <Download />
          {t("outreach.file")}
        </a>
      </div>
      <Table label={t("outreach.list.label")} className="mt-3">
        <thead>
          <tr>
            <th scope="col">{t("outreach.list.member")}</th>
            <th scope="col">{t("outreach.list.pays")}</th>
            <th scope="col" className="r">
              {t("outreach.list.monthly")}
            </th>
            <th scope="col">{t("outreach.list.reasons")}</th>
            <th scope="col" className="r">
              {t("outreach.list.points")}
            </th>
            <th scope="col">{t("outreach.list.last")}</th>
            <th scope="col">
              <span className="sr-only">{t("outreach.list.write")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.memberId} row={row} {...props} />
          ))}
        </tbody>
      </Table>
      <Pagination
        older={next ? { href: riskHref(path, query, { after: next }), label: t("outreach.list.more") } : undefined}
        newest={query.after ? { href: riskHref(path, query), label: t("outreach.list.first") } : undefined}
      />
    </form>
  );
}

function NoRows({ isNarrowed, words: { t } }: { isNarrowed: boolean; words: Words }) {
  return (
    <div className="mt-5">
      <EmptyState icon={UsersRound} title={t("outreach.list.none")}>
        {t(isNarrowed ? "outreach.list.noneHint" : "outreach.list.noneYet")}
      </EmptyState>
    </div>
  );
}

const tones: Record<RiskBand, BadgeTone> = { high: "danger", medium: "warning", low: "neutral" };

function Row({ row, path, base, now, zone, words }: RiskListProps & { row: RiskRow }) {
  const { t, locale } = words;
  const { name, standing, currency, lastOutreach: last } = row;
  return (
    <tr>
      <th scope="row" className="font-normal">
        <span className="flex min-w-44 items-center gap-2.5">
          <label className="check">
            <input
              type="checkbox"
              name="member"
              value={row.memberId}
              aria-label={t("outreach.list.choose", { name })}
            />
          </label>
          <Avatar id={row.userId} name={name} size={28} />
          <Link href={`${base}/members/${row.handle}`} className="font-medium text-ink hover:text-accent-ink">
            {name}
          </Link>
        </span>
      </th>
      <td className="whitespace-nowrap">
        {row.productName ?? t(`outreach.standing.${standing}`)}
        {row.productName && standing !== "paying" ? (
          <Badge tone="line" className="ml-1.5">
            {t(`outreach.standing.${standing}`)}
          </Badge>
        ) : null}
      </td>
      <td className="r num whitespace-nowrap">
        {currency && row.monthlyAmount > 0 ? moneyText(row.monthlyAmount, currency, words) : null}
      </td>
      <td>
        <ul className="min-w-64">
          {row.reasons.map((reason) => (
            <li key={reason.reason} className="text-sm">
              {reasonText(reason, words)} <span className="num text-ink-3">+{reason.points}</span>
            </li>
          ))}
        </ul>
      </td>
      <td className="r whitespace-nowrap">
        <span className="num">{row.points}</span> <Badge tone={tones[row.band]}>{t(`outreach.band.${row.band}`)}</Badge>
      </td>
      <td className="whitespace-nowrap text-sm">
        {last ? (
          <>
            <Link className="link" href={`${path}/outreach/${last.id}`}>
              {last.name}
            </Link>
            <span className="block text-ink-3">
              <Time at={last.at} now={now} locale={locale} zone={zone} show="date" />
              {last.arm === "held" ? ` · ${t("outreach.list.heldOut")}` : null}
            </span>
          </>
        ) : (
          <span className="text-ink-3">{t("outreach.list.lastNone")}</span>
        )}
      </td>
      <td>
        <ButtonLink
          size="sm"
          variant="ghost"
          href={reachHref(path, {}, [row.memberId])}
          aria-label={t("outreach.list.writeTo", { name })}
        >
          {t("outreach.list.write")}
        </ButtonLink>
      </td>
    </tr>
  );
}
