import type { Metadata } from "next";
import { FeedList } from "@/components/posts/feed-list";
import { CommunityFrame } from "@/components/shell/community-frame";
import { hasRight } from "@/lib/access/permissions";
import { loadCommunity } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";
import { loadFeed, loadPlanNames, type SearchParams } from "@/lib/posts/loaders";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { community } = await loadCommunity((await params).community);
  const { t } = await requestWords();
  return { title: `${t("posts.tutorials.title")} · ${community.name}` };
}

/** Everything written to be read: tutorials, articles, reports. */
export default async function TutorialsPage({ params, searchParams }: Props) {
  const { community: slug } = await params;
  const feed = await loadFeed(slug, await searchParams, { kinds: ["tutorial", "article", "report"] });
  const { community, viewer } = feed;
  const [words, planNames] = await Promise.all([requestWords(), loadPlanNames(community.id)]);
  const { t } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/tutorials`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="tutorials"
      title={t("posts.tutorials.title")}
      action={hasRight(viewer, "creator") ? { href: `${base}/studio/new`, label: t("posts.studio.write") } : undefined}
    >
      <h1 className="text-2xl">{t("posts.tutorials.title")}</h1>
      <p className="mt-1 text-ink-2">{t("posts.tutorials.lead")}</p>
      <h2 className="sr-only">{t("posts.feed.newest")}</h2>
      <FeedList
        rows={feed.rows}
        base={base}
        words={words}
        now={viewer.at}
        zone={community.zone}
        planNames={planNames}
        empty={{ title: t("posts.empty.tutorials"), tip: t("posts.empty.tutorialsTip") }}
        older={feed.next ? { href: `${path}?after=${feed.next}`, label: t("posts.feed.older") } : undefined}
        newest={feed.after ? { href: path, label: t("posts.feed.newestLink") } : undefined}
      />
    </CommunityFrame>
  );
}
