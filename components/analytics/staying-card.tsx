import { Link } from "@/components/ui/link";
import type { ChartTable } from "@/lib/analytics/cells";
import type { Scope } from "@/lib/analytics/periods";
import type { Retention } from "@/lib/analytics/retention-report";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { rowsHref } from "./address";
import { dash, shareText } from "./figures";
import { ReportCard } from "./report-card";

interface CardProps {
  slug: string;
  page: "retention";
  query: GrowthQuery;
  scope: Scope;
  retention: Retention;
  table: ChartTable;
  words: Words;
}

/** Of those who were here when the range began: who is here at its end, who was never away, who is gone. */
export function StayingCard({ scope, retention: { staying, stayingBefore }, words, ...card }: CardProps) {
  const { t } = words;
  const figures = [
    { name: "kept", count: staying.retained, share: staying.retainedShare, before: stayingBefore.retainedShare },
    {
      name: "unbroken",
      count: staying.continuous,
      share: staying.continuousShare,
      before: stayingBefore.continuousShare,
    },
    {
      name: "gone",
      count: staying.from - staying.retained,
      share: staying.retainedShare === null ? null : 1 - staying.retainedShare,
      before: stayingBefore.retainedShare === null ? null : 1 - stayingBefore.retainedShare,
    },
  ] as const;
  return (
    <ReportCard
      {...card}
      words={words}
      chart="staying"
      title={t("growth.retention.staying.title")}
      subtitle={t("growth.retention.staying.subtitle", { n: staying.from, scope })}
    >
      <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-3">
        {figures.map(({ name, count, share, before }) => (
          <div key={name} className="min-w-0">
            <dt className="text-sm text-ink-2">{t(`growth.retention.staying.${name}`)}</dt>
            <dd>
              <p className="num mt-1 text-2xl font-semibold">{share === null ? dash : shareText(share, words)}</p>
              <p className="num text-sm text-ink-3">
                {t("growth.retention.staying.share", { part: count, whole: staying.from })}
                {before === null ? null : (
                  <> · {t("growth.retention.staying.previous", { value: shareText(before, words) })}</>
                )}
              </p>
              <p className="mt-1 text-sm text-ink-2">{t(`growth.retention.staying.${name}Note`)}</p>
              {count === 0 ? null : (
                <Link className="link no-print text-sm" href={rowsHref(card.slug, "retention", card.query, name)}>
                  {t("analytics.showRows")}
                </Link>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </ReportCard>
  );
}
