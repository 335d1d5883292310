import type { ReactNode } from "react";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { exactTime } from "@/components/ui/relative-time";
import { Segmented, Tabs } from "@/components/ui/tabs";
import type { AnalyticsFrame } from "@/lib/analytics/loaders/frame";
import { rangeKeys } from "@/lib/analytics/ranges";
import { analyticsPages, moneyPages, type AnalyticsPage as Page } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { dayOf } from "@/lib/platform/calendar";
import { fewestForModerators } from "@/lib/segments/policy";
import { analyticsHref, sharedChoices } from "./address";
import { dayText } from "./figures";

interface AnalyticsPageProps {
  frame: AnalyticsFrame;
  words: Words;
  /** What is shown: figures in charts or tables; the rows behind one; or text, which no day and no segment changes. */
  shows?: "figures" | "rows" | "text";
  /** Switches of this page alone, beside the range. */
  switches?: ReactNode;
  children: ReactNode;
}

/** The frame of every analytics page: tabs, the stretch of time, whom it counts, and as of when the figures hold. */
export function AnalyticsPage({ frame, words, shows = "figures", switches, children }: AnalyticsPageProps) {
  const { community, viewer, page, query } = frame;
  const { t } = words;
  const { slug } = community;
  const title = t(`analytics.pages.${page}.title`);
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="growth"
      title={title}
      crumbs={frame.seesRevenue ? [{ href: `/c/${slug}/manage`, label: t("common.nav.manage") }] : []}
      width="wide"
    >
      <Tabs
        label={t("analytics.pagesLabel")}
        items={pagesFor(frame).map((other) => ({
          href: analyticsHref(slug, other, sharedChoices(query)),
          label: t(`analytics.pages.${other}.tab`),
          current: other === page,
        }))}
        className="no-print mb-6"
      />
      <header className="flex flex-wrap items-end gap-x-3 gap-y-4">
        <div className="mr-auto">
          <h1 className="text-2xl">{title}</h1>
          {shows === "figures" ? <Period frame={frame} words={words} /> : null}
          <AsOf frame={frame} words={words} />
        </div>
        {switches}
        {shows === "figures" ? (
          <>
            <RangeSwitch frame={frame} words={words} />
            <ViewSwitch frame={frame} words={words} />
          </>
        ) : null}
      </header>
      {shows === "text" ? null : <Narrowing frame={frame} words={words} />}
      <Drift frame={frame} words={words} />
      <div className="mt-5">{frame.isTooFew && shows !== "text" ? <TooFew words={words} /> : children}</div>
    </CommunityFrame>
  );
}

/** In place of everything that counts: the segment is so small that its figures would be somebody's. */
function TooFew({ words: { t } }: { words: Words }) {
  return (
    <Notice title={t("segments.tooFew.title", { n: fewestForModerators })}>
      <p>{t("segments.tooFew.what")}</p>
    </Notice>
  );
}

/** The tabs a viewer has: moderators have none with money. */
function pagesFor({ seesRevenue }: AnalyticsFrame): Page[] {
  return analyticsPages.filter((page) => seesRevenue || !moneyPages.includes(page));
}

function Period({ frame: { range }, words }: { frame: AnalyticsFrame; words: Words }) {
  const length = words.t(`analytics.range.${range.key}`);
  const [from, to] = [range.days[0]!, range.days.at(-1)!].map((day) => dayText(day, words, range.key === "12m"));
  return <p className="mt-0.5 text-ink-3">{words.t("analytics.period", { from: from!, to: to!, length })}</p>;
}

function AsOf({ frame: { range }, words }: { frame: AnalyticsFrame; words: Words }) {
  const time = exactTime(range.to, words.locale, range.zone);
  return (
    <p className="text-sm text-ink-3">
      <time dateTime={range.to.toISOString()}>{words.t("analytics.asOf", { time, zone: range.zone })}</time>
    </p>
  );
}

function RangeSwitch({ frame, words }: { frame: AnalyticsFrame; words: Words }) {
  const { community, page, query } = frame;
  return (
    <Segmented
      className="no-print"
      label={words.t("analytics.rangeLabel")}
      items={rangeKeys.map((key) => ({
        label: words.t(`analytics.range.${key}`),
        href: analyticsHref(community.slug, page, query, { range: key }),
        current: query.range === key,
      }))}
    />
  );
}

function ViewSwitch({ frame: { community, page, query }, words: { t } }: { frame: AnalyticsFrame; words: Words }) {
  return (
    <Segmented
      className="no-print"
      label={t("analytics.viewLabel")}
      items={(["chart", "table"] as const).map((view) => ({
        label: t(`analytics.view.${view}`),
        href: analyticsHref(community.slug, page, query, { view, table: undefined }),
        current: query.view === view,
      }))}
    />
  );
}

/** A plain form in the address: another day, a segment. Everything else the address says is carried along. */
function Narrowing({ frame, words }: { frame: AnalyticsFrame; words: Words }) {
  const { query, segments, segment, range, community, page } = frame;
  const { t } = words;
  const { asOf: _asOf, segment: _segment, after: _after, ...kept } = query;
  return (
    <form
      method="get"
      action={analyticsHref(community.slug, page, { range: "30d", view: "chart" })}
      className="no-print mt-4 flex flex-wrap items-end gap-2"
    >
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <label className="text-sm text-ink-2">
        <span className="mb-1 block">{t("analytics.asOfLabel")}</span>
        <input
          type="date"
          name="asOf"
          className="input"
          defaultValue={query.asOf ?? ""}
          max={dayOf(frame.viewer.at, range.zone)}
        />
      </label>
      {segments.length > 0 ? (
        <label className="text-sm text-ink-2">
          <span className="mb-1 block">{t("analytics.segmentLabel")}</span>
          <select name="segment" className="input" defaultValue={segment?.id ?? ""}>
            <option value="">{t("analytics.everybody")}</option>
            {segments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <Button type="submit" size="sm">
        {t("analytics.apply")}
      </Button>
      {frame.seesPeople ? (
        <Link className="link mb-1.5 text-sm" href={`/c/${community.slug}/manage/segments`}>
          {t("analytics.segmentsLink")}
        </Link>
      ) : null}
    </form>
  );
}

/** The alarm: projections and journal disagree, or are just being made anew, so no figure here may be trusted yet. */
function Drift({ frame: { freshness, range }, words }: { frame: AnalyticsFrame; words: Words }) {
  if (freshness?.isRebuilding) {
    return (
      <Notice tone="warning" className="mt-4">
        <p>{words.t("analytics.rebuilding")}</p>
      </Notice>
    );
  }
  if (!freshness || freshness.driftCount === 0) return null;
  const at = freshness.checkedAt ? exactTime(freshness.checkedAt, words.locale, range.zone) : "";
  return (
    <Notice tone="danger" className="mt-4" title={words.t("analytics.drift.title", { n: freshness.driftCount })}>
      <p>{words.t("analytics.drift.what", { time: at })}</p>
      <ul className="mt-1 font-mono text-xs">
        {freshness.findings.slice(0, 5).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}
