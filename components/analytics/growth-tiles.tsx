import { MetricTile } from "@/components/ui/metric-tile";
import type { Growth } from "@/lib/analytics/types";
import type { Words } from "@/lib/i18n/words";
import { difference, growthDelta, relativeChange } from "./deltas";
import { FigureStrip } from "./figure-strip";
import { countText, decimalText, moneyText, ratioText, shareText, signedShareText } from "./figures";

/** The five figures: N, R, A, active members, MRR, each with its comparison and its arithmetic. */
export function GrowthTiles({ growth, words }: { growth: Growth; words: Words }) {
  const tiles = [MembersTile, NetGrowthTile, ActivityTile, ActiveTile, MrrTile];
  return (
    <FigureStrip>
      {tiles.map((Tile) => (
        <Tile key={Tile.name} growth={growth} words={words} />
      ))}
    </FigureStrip>
  );
}

interface TileProps {
  growth: Growth;
  words: Words;
}

function MembersTile({ growth: { members, sparks }, words }: TileProps) {
  const { t } = words;
  return (
    <MetricTile
      label={t("analytics.tile.members")}
      symbol="N"
      value={countText(members.to, words)}
      delta={growthDelta(
        members.to - members.from,
        (size) => countText(size, words),
        t("analytics.tile.membersBefore", { n: members.from }),
      )}
      formula={t("analytics.tile.membersFormula", { joined: members.joined, left: members.left })}
      spark={sparks.members}
    />
  );
}

function NetGrowthTile({ growth: { members, membersBefore, sparks }, words }: TileProps) {
  const { t } = words;
  const label = t("analytics.tile.growth");
  const points = (size: number) => t("analytics.tile.points", { n: decimalText(size * 100, words) });
  return (
    <MetricTile
      label={label}
      value={members.netGrowth === null ? null : signedShareText(members.netGrowth, words)}
      absent={t("analytics.tile.growthAbsent")}
      delta={growthDelta(
        difference(members.netGrowth, membersBefore.netGrowth),
        points,
        t("analytics.tile.growthBefore", { value: signedShareText(membersBefore.netGrowth, words) }),
      )}
      formula={
        members.from === 0 ? undefined : t("analytics.tile.growthFormula", { from: members.from, to: members.to })
      }
      note={
        members.ratio === null ? undefined : t("analytics.tile.growthRatio", { ratio: ratioText(members.ratio, words) })
      }
      about={{ label: t("analytics.about", { name: label }), text: t("analytics.tile.growthTooltip") }}
      spark={sparks.growth}
    />
  );
}

function ActivityTile({ growth: { activity, activityBefore, sparks }, words }: TileProps) {
  const { t } = words;
  const label = t("analytics.tile.activity");
  return (
    <MetricTile
      label={label}
      value={activity.perMember === null ? null : decimalText(activity.perMember, words)}
      unit={t("analytics.tile.activityUnit")}
      absent={t("analytics.tile.activityAbsent")}
      delta={growthDelta(
        difference(activity.perMember, activityBefore.perMember),
        (size) => decimalText(size, words),
        t("analytics.tile.before", { value: decimalText(activityBefore.perMember, words) }),
      )}
      formula={
        activity.members === 0
          ? undefined
          : t("analytics.tile.activityFormula", { interactions: activity.interactions, members: activity.members })
      }
      note={
        activity.median === null
          ? undefined
          : t("analytics.tile.activityNote", {
              median: words.format.number(activity.median),
              share: shareText(activity.contributorShare, words),
            })
      }
      about={{ label: t("analytics.about", { name: label }), text: t("analytics.tile.activityTooltip") }}
      spark={sparks.activity}
    />
  );
}

function ActiveTile({ growth: { activity, activityBefore, sparks }, words }: TileProps) {
  const { t } = words;
  return (
    <MetricTile
      label={t("analytics.tile.active")}
      value={countText(activity.active, words)}
      delta={growthDelta(
        relativeChange(activity.active, activityBefore.active),
        (size) => shareText(size, words),
        t("analytics.tile.before", { value: countText(activityBefore.active, words) }),
      )}
      formula={
        activity.activeShare === null
          ? undefined
          : t("analytics.tile.activeFormula", {
              active: activity.active,
              members: activity.members,
              share: shareText(activity.activeShare, words),
            })
      }
      spark={sparks.active}
    />
  );
}

function MrrTile({ growth: { mrr, currency, sparks }, words }: TileProps) {
  const { t } = words;
  const others = mrr.others.map((other) => moneyText(other.amount, other.currency, words));
  return (
    <MetricTile
      label={t("analytics.tile.mrr")}
      value={moneyText(mrr.amount, currency, words)}
      delta={growthDelta(
        relativeChange(mrr.amount, mrr.before),
        (size) => shareText(size, words),
        t("analytics.tile.before", { value: moneyText(mrr.before, currency, words) }),
      )}
      formula={t("analytics.tile.mrrFormula", { n: mrr.paying })}
      note={others.length > 0 ? t("analytics.tile.mrrOthers", { amounts: others.join(" + ") }) : undefined}
      spark={sparks.mrr}
    />
  );
}
