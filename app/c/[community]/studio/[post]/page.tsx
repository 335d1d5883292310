import type { Metadata } from "next";
import { StudioEditor } from "@/components/posts/studio-editor";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ActionButton } from "@/components/ui/action-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { requestWords } from "@/lib/i18n/request";
import { amountToType } from "@/lib/platform/money";
import { changePostStateAction } from "@/lib/posts/actions";
import { loadEditor, loadPlanNames, type SearchParams } from "@/lib/posts/loaders";

export const metadata: Metadata = { robots: { index: false } };

interface Props {
  params: Promise<{ community: string; post: string }>;
  searchParams: Promise<SearchParams>;
}

/** A post with its source, for its author and the community's managers. */
export default async function EditPostPage({ params, searchParams }: Props) {
  const { community: slug, post: postId } = await params;
  const { community, viewer, post, source, single, topics } = await loadEditor(slug, postId);
  const query = await searchParams;
  const [words, planNames] = await Promise.all([requestWords(), loadPlanNames(community.id)]);
  const { t } = words;
  const base = `/c/${community.slug}`;
  const note = query.published ? t("posts.studio.published") : query.saved ? t("posts.studio.saved") : undefined;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="studio"
      title={post.title}
      width="form"
      crumbs={[{ href: `${base}/studio`, label: t("posts.studio.title") }]}
    >
      <div className="mb-6 flex flex-wrap items-center gap-3">
        <h1 className="text-2xl">{t("posts.studio.edit")}</h1>
        <Badge tone={post.state === "published" ? "success" : "neutral"}>{t(`posts.studio.state.${post.state}`)}</Badge>
        <span className="ml-auto flex gap-1">
          <ButtonLink variant="ghost" size="sm" href={`${base}/posts/${post.slug}`}>
            {t("posts.studio.view")}
          </ButtonLink>
          {post.state === "removed" ? null : (
            <ActionButton
              action={changePostStateAction}
              fields={{
                community: community.slug,
                post: post.id,
                to: post.state === "archived" ? "draft" : "archived",
              }}
              variant="ghost"
              size="sm"
              busyLabel={t("posts.studio.saving")}
            >
              {t(post.state === "archived" ? "posts.studio.restore" : "posts.studio.archive")}
            </ActionButton>
          )}
        </span>
      </div>
      <StudioEditor
        community={community}
        topics={topics}
        planNames={planNames}
        words={words}
        post={{ id: post.id, revision: post.revision }}
        mayPublish={post.state === "draft"}
        note={note}
        values={{
          kind: post.kind,
          title: post.title,
          excerpt: post.excerpt,
          topic: post.topicId ?? "",
          audience: post.audience === "benefit" ? `benefit:${post.benefitId}` : post.audience,
          price: single ? amountToType(single.amount, single.currency) : "",
          text: source,
        }}
      />
    </CommunityFrame>
  );
}
