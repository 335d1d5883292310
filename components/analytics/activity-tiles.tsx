import { MetricTile } from "@/components/ui/metric-tile";
import type { ActivityReport } from "@/lib/analytics/activity-report";
import type { Words } from "@/lib/i18n/words";
import { difference, growthDelta, relativeChange } from "./deltas";
import { countText, dash, decimalText, shareText } from "./figures";

interface TilesProps {
  report: ActivityReport;
  words: Words;
}

/** A and the four figures that keep it honest: share, median, who wrote, how often one comes. */
export function ActivityTiles({ report, words }: TilesProps) {
  const tiles = [ActivityTile, ActiveTile, MedianTile, ContributorTile, StickinessTile];
  return (
    <dl className="grid grid-cols-2 gap-3 xl:grid-cols-5 max-xl:[&>*:first-child]:col-span-2">
      {tiles.map((Tile) => (
        <Tile key={Tile.name} report={report} words={words} />
      ))}
    </dl>
  );
}

const previously = (value: string, { t }: Words) => t("activity.tile.before", { value });
const points = (words: Words) => (size: number) =>
  words.t("activity.tile.points", { n: decimalText(size * 100, words) });

function ActivityTile({ report, words }: TilesProps) {
  const { t } = words;
  const { summary, before, perMeanMember, membersFrom } = report;
  const { interactions, members } = summary;
  const label = t("activity.tile.activity");
  return (
    <MetricTile
      label={label}
      value={summary.perMember === null ? null : decimalText(summary.perMember, words)}
      unit={t("activity.tile.activityUnit")}
      absent={t("activity.tile.activityAbsent")}
      delta={growthDelta(
        difference(summary.perMember, before.perMember),
        (size) => decimalText(size, words),
        previously(decimalText(before.perMember, words), words),
      )}
      formula={members === 0 ? undefined : t("activity.tile.activityFormula", { interactions, members })}
      note={
        perMeanMember === null
          ? undefined
          : t("activity.tile.activityMean", {
              interactions,
              mean: words.format.number((membersFrom + members) / 2),
              value: decimalText(perMeanMember, words),
            })
      }
      about={{ label: t("analytics.about", { name: label }), text: t("activity.tile.activityTooltip") }}
    />
  );
}

function ActiveTile({ report: { summary, before }, words }: TilesProps) {
  const { active, members, activeShare } = summary;
  return (
    <MetricTile
      label={words.t("activity.tile.active")}
      value={countText(active, words)}
      delta={growthDelta(
        relativeChange(active, before.active),
        (size) => shareText(size, words),
        previously(countText(before.active, words), words),
      )}
      formula={
        activeShare === null
          ? undefined
          : words.t("activity.tile.activeFormula", { active, members, share: shareText(activeShare, words) })
      }
    />
  );
}

function MedianTile({ report: { summary }, words }: TilesProps) {
  return (
    <MetricTile
      label={words.t("activity.tile.median")}
      value={summary.median === null ? null : words.format.number(summary.median)}
      absent={words.t("activity.tile.activityAbsent")}
      note={words.t("activity.tile.medianNote")}
    />
  );
}

function ContributorTile({ report: { summary, before, contributors }, words }: TilesProps) {
  const { t } = words;
  const { members, contributorShare } = summary;
  return (
    <MetricTile
      label={t("activity.tile.contributors")}
      value={contributorShare === null ? null : shareText(contributorShare, words)}
      absent={t("activity.tile.activityAbsent")}
      delta={growthDelta(
        difference(contributorShare, before.contributorShare),
        points(words),
        previously(shareText(before.contributorShare, words), words),
      )}
      note={t("activity.tile.contributorsNote")}
      formula={members === 0 ? undefined : t("activity.tile.contributorsFormula", { n: contributors, members })}
    />
  );
}

function StickinessTile({ report: { stickiness, before }, words }: TilesProps) {
  const { t } = words;
  const { share, meanDay1, meanDays30 } = stickiness;
  return (
    <MetricTile
      label={t("activity.tile.stickiness")}
      value={share === null ? null : shareText(share, words)}
      absent={t("activity.tile.stickinessAbsent")}
      delta={growthDelta(
        difference(share, before.stickiness),
        points(words),
        previously(before.stickiness === null ? dash : shareText(before.stickiness, words), words),
      )}
      note={t("activity.tile.stickinessNote")}
      formula={
        share === null
          ? undefined
          : t("activity.tile.stickinessFormula", {
              daily: decimalText(meanDay1, words),
              monthly: decimalText(meanDays30, words),
            })
      }
    />
  );
}
