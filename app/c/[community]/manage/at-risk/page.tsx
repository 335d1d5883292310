import type { Metadata } from "next";
import { CalibrationTable } from "@/components/outreach/calibration-table";
import { OutreachList } from "@/components/outreach/outreach-list";
import { RiskFilterForm } from "@/components/outreach/risk-filter";
import { RiskList } from "@/components/outreach/risk-list";
import { RiskMethod } from "@/components/outreach/risk-method";
import { RiskSums } from "@/components/outreach/risk-sums";
import { CommunityFrame } from "@/components/shell/community-frame";
import { exactTime } from "@/components/ui/relative-time";
import { requestWords } from "@/lib/i18n/request";
import { loadRisk } from "@/lib/outreach/loaders/risk";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("outreach.title"), robots: { index: false } };
}

/** Who may leave and why, what can be done about it, and what the score has been worth so far. */
export default async function AtRiskPage({ params, searchParams }: Props) {
  const page = await loadRisk((await params).community, await searchParams);
  const { community, viewer, query, rows, next, sums, scoredAt, calibration, products, segments, outreaches } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/manage/at-risk`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="growth"
      title={t("outreach.title")}
      crumbs={[{ href: `${base}/manage`, label: t("common.nav.manage") }]}
      width="wide"
    >
      <h1 className="text-2xl">{t("outreach.title")}</h1>
      <p className="mt-1 max-w-150 text-ink-2">{t("outreach.intro")}</p>
      <p className="mt-1 text-sm text-ink-3">
        {scoredAt
          ? t("outreach.asOf", { time: exactTime(scoredAt, locale, community.zone) })
          : t("outreach.neverScored")}
      </p>
      <RiskSums sums={sums} path={path} query={query} words={words} />
      <RiskFilterForm path={path} query={query} products={products} segments={segments} words={words} />
      <RiskList {...{ rows, next, sums, path, base, query, words }} now={viewer.at} zone={community.zone} />
      <OutreachList outreaches={outreaches} path={path} now={viewer.at} zone={community.zone} words={words} />
      <CalibrationTable calibration={calibration} words={words} />
      <RiskMethod answerHours={community.answerHours} words={words} />
    </CommunityFrame>
  );
}
