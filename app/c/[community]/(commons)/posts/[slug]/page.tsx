import type { Metadata } from "next";
import { CommentThread } from "@/components/comments/thread";
import { ArticleText } from "@/components/posts/article";
import { Outline } from "@/components/posts/outline";
import { PaywallCard } from "@/components/posts/paywall-card";
import { PostHeader } from "@/components/posts/post-header";
import { PostTools } from "@/components/posts/post-tools";
import { CommunityFrame } from "@/components/shell/community-frame";
import { CopyCode } from "@/components/ui/copy-code";
import { Static } from "@/components/ui/static";
import { isTalk } from "@/lib/access/decide";
import { loadCommentSource } from "@/lib/comments/loaders";
import { requestWords } from "@/lib/i18n/request";
import { loadOffer, loadPlanNames, loadPost, loadPostFace, type SearchParams } from "@/lib/posts/loaders";

interface Props {
  params: Promise<{ community: string; slug: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { community: communitySlug, slug } = await params;
  const { community, post } = await loadPostFace(communitySlug, slug);
  if (!post) return {};
  const path = `/c/${community.slug}/posts/${post.slug}`;
  return {
    title: `${post.title} · ${community.name}`,
    description: post.excerpt || undefined,
    alternates: { canonical: path },
    openGraph: {
      title: post.title,
      description: post.excerpt || undefined,
      type: "article",
      url: path,
      siteName: community.name,
    },
    robots: post.state === "published" ? undefined : { index: false },
  };
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** One post: its text as far as this reader may read it, what opens the rest, and what is said about it. */
export default async function PostPage({ params, searchParams }: Props) {
  const { community: communitySlug, slug } = await params;
  const query = await searchParams;
  const page = await loadPost(communitySlug, slug, one(query.comments));
  const { community, viewer, post, decision, body } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/posts/${post.slug}`;
  const section = isTalk(post.kind) ? (post.kind === "question" ? "questions" : "feed") : "tutorials";
  const offer = decision.granted ? null : await loadOffer(viewer, post);
  const editId = one(query.edit);
  const editText = editId && decision.granted ? await loadCommentSource(viewer, post, editId) : null;
  const outline = (
    <Outline
      entries={post.outline}
      locked={!decision.granted}
      words={{ contents: t("posts.page.contents"), locked: t("posts.page.lockedHeading") }}
    />
  );
  const planNames = await loadPlanNames(community.id);
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={section}
      title={post.title}
      crumbs={[
        { href: `${base}/${section}`, label: t(section === "feed" ? "posts.feed.title" : `posts.${section}.title`) },
      ]}
      width="article"
      rail={post.outline.length > 1 ? <Static>{outline}</Static> : undefined}
      path={path}
    >
      <article aria-labelledby="post-title">
        <Static>
          <PostHeader
            post={post}
            base={base}
            words={words}
            now={viewer.at}
            zone={community.zone}
            planNames={planNames}
            decision={decision}
          />
          {post.outline.length > 1 ? (
            <details className="mt-5 xl:hidden">
              <summary className="font-medium">{t("posts.page.contents")}</summary>
              <div className="mt-2">{outline}</div>
            </details>
          ) : null}
        </Static>
        <div className="mt-7" data-post={post.id}>
          <ArticleText teaserHtml={post.teaserHtml} body={body} lang={post.lang} />
        </div>
        {offer && !decision.granted ? (
          <PaywallCard
            base={base}
            path={path}
            post={post}
            reason={decision.reason}
            {...offer}
            signedIn={viewer.person !== null}
            words={words}
          />
        ) : null}
        <CopyCode copy={t("posts.page.copy")} copied={t("posts.page.copied")} />
        {decision.granted ? (
          <PostTools
            community={community}
            viewer={viewer}
            post={post}
            upvoted={page.upvoted.has(post.id)}
            confirmRemove={one(query.remove) === "yes"}
            words={words}
          />
        ) : null}
      </article>
      {decision.granted && post.state === "published" ? (
        <CommentThread
          community={community}
          viewer={viewer}
          post={post}
          threads={page.threads}
          upvoted={page.upvoted}
          next={page.nextThreads}
          open={{
            reply: one(query.reply),
            edit: editId && editText !== null ? { id: editId, text: editText } : undefined,
            remove: one(query.delete),
            after: one(query.comments),
          }}
          words={words}
        />
      ) : null}
    </CommunityFrame>
  );
}
