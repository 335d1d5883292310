import type { Metadata } from "next";
import { CallList } from "@/components/outreach/call-list";
import { PeopleBar, PeoplePages } from "@/components/outreach/outreach-pages";
import { OutreachPeople } from "@/components/outreach/outreach-people";
import { OutreachText } from "@/components/outreach/outreach-text";
import { UpliftCard } from "@/components/outreach/uplift-card";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Badge } from "@/components/ui/badge";
import { shortDate } from "@/components/ui/relative-time";
import { requestWords } from "@/lib/i18n/request";
import { loadOutreach } from "@/lib/outreach/loaders/outreach";

interface Props {
  params: Promise<{ community: string; outreach: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("outreach.new.title"), robots: { index: false } };
}

/** One outreach: what was said, to whom, who was held out, and what it has brought. */
export default async function OutreachPage({ params, searchParams }: Props) {
  const { community: slug, outreach: id } = await params;
  const page = await loadOutreach(slug, id, await searchParams);
  const { community, viewer, outreach, people } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const place = { slug: community.slug, now: viewer.at, zone: community.zone, words };
  const isHeld = page.query.arm === "held";
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="growth"
      title={outreach.name}
      crumbs={[{ href: `/c/${community.slug}/manage/at-risk`, label: t("outreach.title") }]}
      width="wide"
    >
      <h1 className="text-2xl break-words">{outreach.name}</h1>
      <p className="mt-1 flex flex-wrap items-center gap-2 text-ink-2">
        <Badge>{t(`outreach.kind.${outreach.kind}`)}</Badge>
        {t("outreach.detail.begun", { date: shortDate(outreach.createdAt, viewer.at, locale, community.zone) })}
      </p>
      <UpliftCard {...page} words={words} />
      <OutreachText outreach={outreach} coupon={page.coupon} lang={community.locale} words={words} />
      <PeopleBar {...page} path={`/c/${community.slug}/manage/at-risk/outreach/${outreach.id}`} words={words} />
      {outreach.kind === "call" && !isHeld ? (
        <CallList people={people} outreachId={outreach.id} {...place} />
      ) : (
        <OutreachPeople people={people} outreach={outreach} isHeld={isHeld} {...place} />
      )}
      <PeoplePages {...page} path={`/c/${community.slug}/manage/at-risk/outreach/${outreach.id}`} words={words} />
    </CommunityFrame>
  );
}
