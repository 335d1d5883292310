import { Info } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { findInsight, type Insight } from "@/lib/analytics/insight";
import type { Words } from "@/lib/i18n/words";
import { analyticsHref, sharedChoices } from "./address";
import type { CardProps } from "./chart-card";
import { shareText } from "./figures";

/** The one thing that stands out in this period, with the way to more about it; nothing when nothing does. */
export function InsightLine({ slug, query, growth, words }: CardProps) {
  const insight = findInsight(growth);
  if (!insight) return null;
  const { t } = words;
  const risky = growth.risk?.members ?? 0;
  const page = insight.kind === "hollow" ? "retention" : "activity";
  const link =
    insight.kind === "concentrated" && risky > 0
      ? { href: `/c/${slug}/manage/at-risk`, label: t("growth.insight.atRisk", { n: risky }) }
      : { href: analyticsHref(slug, page, sharedChoices(query)), label: t(`growth.insight.${page}`) };
  return (
    <p className="mt-3 flex flex-wrap items-baseline gap-x-2 gap-y-1 rounded-lg bg-sunken px-4 py-2.5 text-sm">
      <Info className="size-4 flex-none self-center text-ink-3" />
      <span className="sr-only">{t("growth.insight.label")}</span>
      <strong className="font-semibold">{sentenceOf(insight, words)}</strong>
      <span className="text-ink-2">{t(`growth.insight.${insight.kind}More`)}</span>
      <Link className="link no-print" href={link.href}>
        {link.label}
      </Link>
    </p>
  );
}

function sentenceOf(insight: Insight, words: Words): string {
  if (insight.kind === "hollow") {
    return words.t("growth.insight.hollow", { n: insight.members, share: shareText(insight.retained, words) });
  }
  return words.t(`growth.insight.${insight.kind}`, { n: insight.people, share: shareText(insight.share, words) });
}
