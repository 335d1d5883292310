import { moneyText, monthText } from "@/components/analytics/figures";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { Download } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Leaver } from "@/lib/feedback/loaders/reasons";
import { endKinds } from "@/lib/feedback/reasons";
import type { ReasonsQuery } from "@/lib/feedback/schema";
import type { Words } from "@/lib/i18n/words";
import { reasonsHref } from "./reasons-report";
import { whatText } from "./reasons-tables";

interface LeaverListProps {
  community: { slug: string; zone: string; locale: string };
  rows: readonly Leaver[];
  query: ReasonsQuery;
  now: Date;
  words: Words;
}

const shown = 200;

/** Who is behind a number of the report, when, and what they wrote. */
export function LeaverList({ community, rows, query, now, words }: LeaverListProps) {
  const { t } = words;
  const end = endKinds.find((kind) => `end-${kind}` === query.reason) ?? null;
  const what = query.reason ? whatText({ reason: query.reason, end }, words) : t("feedback.reasons.anyReason");
  const when = query.month ? monthText(query.month, words) : t("feedback.reasons.allMonths");
  const { table: _table, ...narrowed } = query;
  const file = reasonsHref(community.slug, narrowed).replace("/reasons", "/reasons/export");
  return (
    <section id="people" className="mt-8 scroll-mt-18" aria-labelledby="people-title">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
        <h2 id="people-title" className="mr-auto text-lg">
          {t("feedback.reasons.peopleOf", { what: `${what}, ${when}`, n: rows.length })}
        </h2>
        <Link className="link" href={reasonsHref(community.slug, {})}>
          {t("feedback.reasons.clear")}
        </Link>
        {rows.length > 0 ? (
          <a className={buttonClass({ variant: "ghost", size: "sm" })} href={`${file}&of=people`} download>
            <Download />
            {t("feedback.reasons.csvPeople")}
          </a>
        ) : null}
      </div>
      {rows.length === 0 ? <p className="mt-2 text-ink-2">{t("feedback.reasons.nobody")}</p> : null}
      <ul className="hair mt-2">
        {rows.slice(0, shown).map((row) => (
          <LeaverRow key={row.key} row={row} community={community} now={now} words={words} />
        ))}
      </ul>
    </section>
  );
}

function LeaverRow({ row, community, now, words }: Omit<LeaverListProps, "rows" | "query"> & { row: Leaver }) {
  const { t, locale } = words;
  const { person } = row;
  return (
    <li className="py-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {person ? (
          <Link className="flex items-center gap-2 font-medium" href={`/c/${community.slug}/members/${person.handle}`}>
            <Avatar id={person.id} name={person.name} size={24} />
            {person.name}
          </Link>
        ) : (
          <span className="text-ink-2">{t("feedback.reasons.gone")}</span>
        )}
        <span className="text-ink-2">{whatText(row, words)}</span>
        {row.undone ? <Badge tone="success">{t("feedback.reasons.kept")}</Badge> : null}
        <span className="num ml-auto text-sm text-ink-3">
          {row.monthly !== null && row.currency ? `${moneyText(row.monthly, row.currency, words)} · ` : null}
          <Time at={row.at} now={now} locale={locale} zone={community.zone} show="date" />
        </span>
      </p>
      {row.comment ? (
        <p className="mt-1 whitespace-pre-line text-ink-2" lang={community.locale}>
          {row.comment}
        </p>
      ) : null}
    </li>
  );
}
