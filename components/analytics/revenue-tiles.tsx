import { MetricTile } from "@/components/ui/metric-tile";
import { type DefinitionFigures, figuresBy, lossesForLifetime } from "@/lib/analytics/definition-figures";
import type { RevenueReport } from "@/lib/analytics/revenue-report";
import type { Definition, GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { growthDelta, relativeChange } from "./deltas";
import { decimalText, moneyText, ratioText, shareText } from "./figures";

interface TilesProps {
  slug: string;
  query: GrowthQuery;
  report: RevenueReport;
  definition: Definition;
  words: Words;
}

interface TileProps {
  report: RevenueReport;
  figures: DefinitionFigures;
  definition: Definition;
  words: Words;
  text: (amount: number) => string;
}

/** MRR, what is kept of it, churn, quick ratio, ARPU and LTV, each with its arithmetic. */
export function RevenueTiles({ report, definition, words }: TilesProps) {
  const figures = figuresBy(definition, report.facts.definition);
  const text = (amount: number) => moneyText(amount, report.facts.currency, words);
  const tile = { report, figures, definition, words, text };
  const tiles = [
    MrrTile,
    NetRetentionTile,
    GrossRetentionTile,
    ChurnTile,
    QuickRatioTile,
    NetTile,
    PerMemberTile,
    LifetimeTile,
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tiles.map((Tile) => (
        <Tile key={Tile.name} {...tile} />
      ))}
    </dl>
  );
}

function MrrTile({ report, figures, definition, words, text }: TileProps) {
  const { t } = words;
  const { facts, movements, others } = report;
  const isOurs = definition !== "chartmogul";
  const more = others.map(({ amount, currency }) => moneyText(amount, currency, words));
  return (
    <MetricTile
      label={
        definition === "guildhall"
          ? t("revenue.tile.mrr")
          : t("revenue.tile.mrrBy", { name: t(`revenue.by.${definition}`) })
      }
      value={figures.mrr === null ? null : text(figures.mrr)}
      absent={t("revenue.tile.mrrAbsent")}
      delta={
        figures.mrr !== null && isOurs
          ? growthDelta(
              relativeChange(figures.mrr, movements.start),
              (size) => shareText(size, words),
              t("revenue.tile.was", { value: text(movements.start) }),
            )
          : undefined
      }
      formula={t("revenue.tile.mrrFormula", { n: facts.definition.to })}
      note={more.length > 0 ? t("revenue.tile.mrrOthers", { amounts: more.join(" + ") }) : undefined}
      spark={isOurs && facts.spark.length > 0 ? facts.spark : undefined}
    />
  );
}

const about = (label: string, text: string, { t }: Words) => ({ label: t("analytics.about", { name: label }), text });

function NetRetentionTile({ report: { netRetention, movements }, words, text }: TileProps) {
  const { t } = words;
  const label = t("revenue.tile.netRetention");
  return (
    <MetricTile
      label={label}
      value={netRetention === null ? null : shareText(netRetention, words)}
      absent={t("revenue.tile.nothingPaid")}
      formula={
        netRetention === null
          ? undefined
          : t("revenue.tile.netRetentionFormula", {
              start: text(movements.start),
              expansion: text(movements.expansion),
              contraction: text(-movements.contraction),
              churn: text(-movements.churn),
            })
      }
      about={about(label, t("revenue.tile.netRetentionTooltip"), words)}
    />
  );
}

function GrossRetentionTile({ report: { grossRetention, movements }, words, text }: TileProps) {
  const { t } = words;
  const label = t("revenue.tile.grossRetention");
  return (
    <MetricTile
      label={label}
      value={grossRetention === null ? null : shareText(grossRetention, words)}
      absent={t("revenue.tile.nothingPaid")}
      formula={
        grossRetention === null
          ? undefined
          : t("revenue.tile.grossRetentionFormula", {
              start: text(movements.start),
              contraction: text(-movements.contraction),
              churn: text(-movements.churn),
            })
      }
      about={about(label, t("revenue.tile.grossRetentionTooltip"), words)}
    />
  );
}

function ChurnTile({ report, figures, definition, words }: TileProps) {
  const { t } = words;
  const { from, to, lost, ended, firstStarts } = report.facts.definition;
  const parts = {
    guildhall: { part: lost, whole: from },
    chartmogul: { part: lost, whole: from },
    stripe: { part: ended, whole: from + firstStarts },
    baremetrics: { part: ended, whole: from },
  };
  const formula =
    definition === "article"
      ? t("revenue.tile.churnArticle", { from, to })
      : t("revenue.tile.churnFormula", parts[definition]);
  return (
    <MetricTile
      label={t("revenue.tile.churn")}
      value={figures.churn === null ? null : shareText(figures.churn, words)}
      absent={t("revenue.tile.churnAbsent")}
      formula={figures.churn === null ? undefined : formula}
      about={about(t("revenue.tile.churn"), t(`revenue.sentence.${definition}`), words)}
    />
  );
}

function QuickRatioTile({ report, words }: TileProps) {
  const { t } = words;
  const { quickRatio, nothingLost } = figuresBy("guildhall", report.facts.definition);
  const label = t("revenue.tile.quickRatio");
  const none = nothingLost ? t("revenue.tile.noLosses") : null;
  return (
    <MetricTile
      label={label}
      value={quickRatio === null ? none : ratioText(Math.round(quickRatio * 100) / 100, words)}
      about={about(label, t("revenue.tile.quickRatioTooltip"), words)}
    />
  );
}

function NetTile({ report: { net }, words }: TileProps) {
  const { t } = words;
  const [own, ...others] = net;
  const text = ({ net: amount, currency }: (typeof net)[number]) => moneyText(amount, currency, words);
  return (
    <MetricTile
      label={t("revenue.tile.net")}
      value={text(own!)}
      formula={t("revenue.tile.netFormula", {
        charges: moneyText(own!.charges, own!.currency, words),
        refunds: moneyText(-own!.refunds, own!.currency, words),
      })}
      note={others.length > 0 ? t("revenue.tile.mrrOthers", { amounts: others.map(text).join(" + ") }) : undefined}
    />
  );
}

function PerMemberTile({ report, words, text }: TileProps) {
  const { t } = words;
  const { from, to, planRevenue } = report.facts.definition;
  const { perMember } = figuresBy("guildhall", report.facts.definition);
  const label = t("revenue.tile.perMember");
  return (
    <MetricTile
      label={label}
      value={perMember === null ? null : text(perMember)}
      absent={t("revenue.tile.nothingPaid")}
      formula={
        perMember === null
          ? undefined
          : t("revenue.tile.perMemberFormula", { net: text(planRevenue), mean: decimalText((from + to) / 2, words) })
      }
      about={about(label, t("revenue.tile.perMemberTooltip"), words)}
    />
  );
}

/** A lifetime where there were enough losses to compute one, else what members have brought so far. */
function LifetimeTile({ report, words, text }: TileProps) {
  const { t } = words;
  const { lifetimeValue } = figuresBy("guildhall", report.facts.definition);
  const { toDate, definition } = report.facts;
  if (lifetimeValue !== null) {
    const label = t("revenue.tile.lifetime");
    return (
      <MetricTile
        label={label}
        value={text(lifetimeValue)}
        about={about(label, t("revenue.tile.lifetimeTooltip"), words)}
      />
    );
  }
  const observed = report.observedPerMember;
  return (
    <MetricTile
      label={t("revenue.tile.observed")}
      value={observed === null ? null : text(observed)}
      absent={t("revenue.tile.nothingPaid")}
      note={t("revenue.tile.observedNote", { n: definition.lossesInYear, least: lossesForLifetime })}
      formula={
        observed === null
          ? undefined
          : t("revenue.tile.observedFormula", { net: text(toDate.net), people: toDate.people })
      }
    />
  );
}
