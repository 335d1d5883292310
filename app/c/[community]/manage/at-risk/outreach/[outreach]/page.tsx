import type { Metadata } from "next";
import { CallList } from "@/components/outreach/call-list";
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
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("outreach.new.title"), robots: { index: false } };
}

/** One outreach: what was said, to whom, who was held out, and what it has brought. */
export default async function OutreachPage({ params }: Props) {
  const { community: slug, outreach: id } = await params;
  const page = await loadOutreach(slug, id);
  const { community, viewer, outreach, people } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const place = { slug: community.slug, now: viewer.at, zone: community.zone, words };
  const reached = people.filter(({ arm }) => arm === "reached");
  const held = people.filter(({ arm }) => arm === "held");
  const isCut = people.length < page.arms.reached.chosen + page.arms.held.chosen;
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
      {outreach.kind === "call" ? (
        <CallList people={reached} outreachId={outreach.id} {...place} />
      ) : (
        <OutreachPeople people={reached} createdAt={outreach.createdAt} {...place} />
      )}
      {held.length > 0 ? <OutreachPeople people={held} createdAt={outreach.createdAt} isHeld {...place} /> : null}
      {isCut ? <p className="mt-3 text-sm text-ink-3">{t("outreach.detail.more", { n: people.length })}</p> : null}
    </CommunityFrame>
  );
}
