import { MetricTile } from "@/components/ui/metric-tile";
import type { MemberGrowth } from "@/lib/analytics/member-growth";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { SpanFigure } from "@/lib/analytics/span-figures";
import type { Words } from "@/lib/i18n/words";
import { rowsHref } from "./address";
import { difference, growthDelta, relativeChange } from "./deltas";
import { FigureStrip } from "./figure-strip";
import { countText, decimalText, ratioText, shareText, signedShareText } from "./figures";

interface TilesProps {
  slug: string;
  query: GrowthQuery;
  growth: MemberGrowth;
  words: Words;
}

/** N, R, who came and went, and who pays: each opens the people it counts. */
export function MemberGrowthTiles(props: TilesProps) {
  const tiles = [MembersTile, NetGrowthTile, JoinedTile, LeftTile, PayingTile];
  return (
    <FigureStrip>
      {tiles.map((Tile) => (
        <Tile key={Tile.name} {...props} />
      ))}
    </FigureStrip>
  );
}

const rowsLink = ({ slug, query, words }: TilesProps, figure: SpanFigure) => ({
  href: rowsHref(slug, "growth", query, figure),
  label: words.t("analytics.showRows"),
});

function MembersTile(props: TilesProps) {
  const { growth, words } = props;
  const { from, to, joined, left } = growth.members;
  return (
    <MetricTile
      label={words.t("analytics.tile.members")}
      symbol="N"
      value={countText(to, words)}
      delta={growthDelta(
        to - from,
        (size) => countText(size, words),
        words.t("analytics.tile.membersBefore", { n: from }),
      )}
      formula={words.t("analytics.tile.membersFormula", { joined, left })}
      spark={growth.points.map((point) => point.members)}
      link={rowsLink(props, "members")}
    />
  );
}

function NetGrowthTile({ growth: { members, membersBefore }, words }: TilesProps) {
  const { t } = words;
  const label = t("analytics.tile.growth");
  const { from, to, netGrowth, ratio } = members;
  return (
    <MetricTile
      label={label}
      value={netGrowth === null ? null : signedShareText(netGrowth, words)}
      absent={t("analytics.tile.growthAbsent")}
      delta={growthDelta(
        difference(netGrowth, membersBefore.netGrowth),
        (size) => t("analytics.tile.points", { n: decimalText(size * 100, words) }),
        t("analytics.tile.growthBefore", { value: signedShareText(membersBefore.netGrowth, words) }),
      )}
      note={ratio === null ? undefined : t("analytics.tile.growthRatio", { ratio: ratioText(ratio, words) })}
      formula={from === 0 ? undefined : t("analytics.tile.growthFormula", { from, to })}
      about={{ label: t("analytics.about", { name: label }), text: t("analytics.tile.growthTooltip") }}
    />
  );
}

function JoinedTile(props: TilesProps) {
  const { growth, words } = props;
  const { joined, returned } = growth.members;
  const before = growth.membersBefore.joined;
  return (
    <MetricTile
      label={words.t("growth.tile.joined")}
      value={countText(joined, words)}
      delta={growthDelta(
        relativeChange(joined, before),
        (size) => shareText(size, words),
        words.t("growth.tile.previous", { value: countText(before, words) }),
      )}
      note={joined === 0 ? undefined : words.t("growth.tile.joinedNote", { n: returned })}
      spark={growth.points.map((point) => point.joined)}
      link={rowsLink(props, "joined")}
    />
  );
}

function LeftTile(props: TilesProps) {
  const { growth, words } = props;
  const { left, from, retained } = growth.members;
  const before = growth.membersBefore.left;
  const delta = growthDelta(
    relativeChange(left, before),
    (size) => shareText(size, words),
    words.t("growth.tile.previous", { value: countText(before, words) }),
  );
  const verdict = { up: "bad", down: "good", flat: "neutral" } as const;
  return (
    <MetricTile
      label={words.t("growth.tile.left")}
      value={countText(left, words)}
      delta={delta && { ...delta, verdict: verdict[delta.direction] }}
      note={from === 0 ? undefined : words.t("growth.tile.leftNote", { n: from - retained })}
      spark={growth.points.map((point) => point.left)}
      link={rowsLink(props, "left")}
    />
  );
}

function PayingTile(props: TilesProps) {
  const { growth, words } = props;
  const { t } = words;
  const { from, to, joined, left } = growth.paying;
  const members = growth.members.to;
  return (
    <MetricTile
      label={t("growth.tile.paying")}
      value={countText(to, words)}
      delta={growthDelta(to - from, (size) => countText(size, words), t("growth.tile.payingBefore", { n: from }))}
      note={members === 0 ? undefined : t("growth.tile.share", { share: shareText(to / members, words) })}
      formula={t("growth.tile.payingFormula", { joined, left })}
      spark={growth.points.map((point) => point.paying)}
      link={rowsLink(props, "paying")}
    />
  );
}
