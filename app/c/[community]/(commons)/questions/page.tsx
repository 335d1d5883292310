import type { Metadata } from "next";
import { FeedList } from "@/components/posts/feed-list";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Tabs } from "@/components/ui/tabs";
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
  return { title: `${t("posts.questions.title")} · ${community.name}` };
}

/** Questions, all of them or those still waiting for an answer that helped. */
export default async function QuestionsPage({ params, searchParams }: Props) {
  const { community: slug } = await params;
  const query = await searchParams;
  const open = query.show === "open";
  const feed = await loadFeed(slug, query, { kinds: ["question"], unanswered: open });
  const { community, viewer } = feed;
  const [words, planNames] = await Promise.all([requestWords(), loadPlanNames(community.id)]);
  const { t } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/questions`;
  const here = open ? `${path}?show=open` : path;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="questions"
      title={t("posts.questions.title")}
      action={viewer.membership ? { href: `${base}/new?kind=question`, label: t("posts.feed.ask") } : undefined}
    >
      <h1 className="text-2xl">{t("posts.questions.title")}</h1>
      <p className="mt-1 text-ink-2">{t("posts.questions.lead")}</p>
      <Tabs
        label={t("posts.questions.title")}
        className="mt-5"
        items={[
          { href: path, label: t("posts.questions.all"), current: !open },
          { href: `${path}?show=open`, label: t("posts.questions.open"), current: open },
        ]}
      />
      <h2 className="sr-only">{open ? t("posts.questions.open") : t("posts.questions.all")}</h2>
      <FeedList
        rows={feed.rows}
        base={base}
        words={words}
        now={viewer.at}
        zone={community.zone}
        planNames={planNames}
        empty={{
          title: t(open ? "posts.feed.noneWaiting" : "posts.empty.questions"),
          tip: open ? "" : t("posts.empty.questionsTip"),
        }}
        older={
          feed.next ? { href: `${here}${open ? "&" : "?"}after=${feed.next}`, label: t("posts.feed.older") } : undefined
        }
        newest={feed.after ? { href: here, label: t("posts.feed.newestLink") } : undefined}
      />
    </CommunityFrame>
  );
}
