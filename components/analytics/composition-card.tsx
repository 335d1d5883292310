import { type CardProps, ChartCard } from "./chart-card";
import { countText, shareText } from "./figures";
import { ShareList } from "./share-list";

/** What the interactions of the period were. */
export function CompositionCard(props: CardProps) {
  const { growth, words } = props;
  const most = growth.composition[0]?.count ?? 0;
  return (
    <ChartCard
      {...props}
      chart="composition"
      subtitle={words.t("analytics.composition.subtitle")}
      absent={most === 0 ? words.t("analytics.composition.empty") : null}
    >
      <ShareList
        rows={growth.composition.map(({ kind, count, share }) => ({
          key: kind,
          label: words.t(`analytics.kind.${kind}`),
          value: countText(count, words),
          detail: shareText(share, words),
          part: count / most,
        }))}
      />
    </ChartCard>
  );
}
