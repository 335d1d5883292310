import type { Metadata } from "next";
import { SurveyCard } from "@/components/feedback/survey-card";
import { Composer } from "@/components/posts/composer";
import { FeedFilters, feedHref } from "@/components/posts/feed-filters";
import { FeedList } from "@/components/posts/feed-list";
import { FeedRail } from "@/components/posts/feed-rail";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { Static } from "@/components/ui/static";
import { hasRight } from "@/lib/access/permissions";
import { loadCommunity } from "@/lib/communities/loaders";
import { loadSurveyCard } from "@/lib/feedback/loaders/asked";
import { requestWords } from "@/lib/i18n/request";
import { loadFeed, loadPlanNames, loadUnanswered, type SearchParams } from "@/lib/posts/loaders";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { community } = await loadCommunity((await params).community);
  const { t } = await requestWords();
  return {
    title: `${t("posts.feed.title")} · ${community.name}`,
    description: t("posts.feed.description", { name: community.name }),
    alternates: { types: { "application/rss+xml": `/c/${community.slug}/feed.xml` } },
  };
}

/** What is new, in the order and of the type its address says. */
export default async function FeedPage({ params, searchParams }: Props) {
  const { community: slug } = await params;
  const feed = await loadFeed(slug, await searchParams);
  const { community, viewer, sort, type, topic } = feed;
  const [words, planNames, unanswered, survey] = await Promise.all([
    requestWords(),
    loadPlanNames(community.id),
    loadUnanswered(viewer),
    loadSurveyCard(viewer),
  ]);
  const { t } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/feed`;
  const filtered = type !== null || topic !== null;
  const here = { sort, type, topic: topic?.slug ?? null };
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="feed"
      topic={topic?.slug}
      title={topic?.name ?? t("posts.feed.title")}
      action={viewer.membership ? { href: `${base}/new`, label: t("posts.talk.send") } : undefined}
      rail={
        <Static>
          <FeedRail base={base} rows={unanswered} words={words} now={viewer.at} zone={community.zone} />
        </Static>
      }
    >
      <Static>
        <h1 className="text-2xl">
          {topic?.name ??
            (viewer.membership
              ? t("posts.feed.greeting", { name: viewer.person?.name ?? "" })
              : t("posts.feed.visitor"))}
        </h1>
        {viewer.membership ? (
          <Composer base={base} viewer={viewer} words={words} mayWritePosts={hasRight(viewer, "creator")} />
        ) : null}
        <FeedFilters path={path} words={words} sort={sort} type={type} topic={topic} />
        <h2 className="sr-only">{t(`posts.feed.${sort}`)}</h2>
      </Static>
      {survey ? <SurveyCard slug={community.slug} lang={community.locale} survey={survey} from="feed" t={t} /> : null}
      <FeedList
        rows={[...feed.pinned, ...feed.rows]}
        base={base}
        words={words}
        now={viewer.at}
        zone={community.zone}
        planNames={planNames}
        empty={
          filtered || feed.after
            ? {
                title: t("posts.empty.filtered"),
                tip: "",
                action: (
                  <ButtonLink variant="outline" href={path}>
                    {t("posts.feed.clear")}
                  </ButtonLink>
                ),
              }
            : { title: t("posts.empty.feed"), tip: t("posts.empty.feedTip") }
        }
        older={
          feed.next ? { href: feedHref(path, { ...here, after: feed.next }), label: t("posts.feed.older") } : undefined
        }
        newest={feed.after ? { href: feedHref(path, here), label: t("posts.feed.newestLink") } : undefined}
      />
    </CommunityFrame>
  );
}
