import { MetricTile } from "@/components/ui/metric-tile";
import { completionOf } from "@/lib/analytics/content";
import type { ContentReport } from "@/lib/analytics/content-report";
import type { Words } from "@/lib/i18n/words";
import { countText, shareText } from "./figures";

/** How much was read, how far, and what came of it. */
export function ContentTiles({ report, words }: { report: ContentReport; words: Words }) {
  const { t } = words;
  const { totals, joins, payments } = report;
  const completion = completionOf(totals);
  const readers = t("activity.content.readers");
  return (
    <dl className="grid grid-cols-2 gap-3 xl:grid-cols-5">
      <MetricTile
        label={readers}
        value={countText(totals.readers, words)}
        note={totals.views === null ? undefined : `${t("activity.content.seen")} ${countText(totals.views, words)}`}
        about={{ label: t("analytics.about", { name: readers }), text: t("activity.content.readersTooltip") }}
      />
      <MetricTile
        label={t("activity.content.completion")}
        value={completion === null ? null : shareText(completion, words)}
        absent={t("activity.content.posts.empty")}
        formula={
          completion === null
            ? undefined
            : t("activity.content.completionFormula", { completions: totals.completions, readers: totals.readers })
        }
      />
      <MetricTile
        label={t("activity.content.published")}
        value={countText(totals.published, words)}
        note={t("activity.content.publishedNote")}
      />
      <MetricTile
        label={t("activity.content.joins")}
        value={countText(joins.credited, words)}
        formula={t("activity.content.joinsFormula", { ...joins })}
      />
      {payments ? (
        <MetricTile
          label={t("activity.content.payments")}
          value={countText(payments.credited, words)}
          formula={t("activity.content.paymentsFormula", { ...payments })}
        />
      ) : null}
    </dl>
  );
}
