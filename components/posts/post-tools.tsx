import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { ArrowUp } from "@/components/ui/icons";
import type { Viewer } from "@/lib/access/types";
import { upvoteAction } from "@/lib/comments/actions";
import { mayUpvote } from "@/lib/comments/policy";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { changePostStateAction, pinPostAction } from "@/lib/posts/actions";
import { mayEditPost, mayRemovePost } from "@/lib/posts/policy";
import type { Post } from "@/lib/posts/types";
import { PostVote } from "./post-vote";

interface PostToolsProps {
  community: Community;
  viewer: Viewer;
  post: Post;
  upvoted: boolean;
  /** The address asks whether the post shall really go. */
  confirmRemove: boolean;
  words: Words;
}

/** Below the text: vote for it, and whatever else this reader may do with it. */
export function PostTools({ community, viewer, post, upvoted, confirmRemove, words: { t } }: PostToolsProps) {
  const path = `/c/${community.slug}/posts/${post.slug}`;
  const scope = { community: community.slug, post: post.id };
  const staff = mayRemovePost(viewer, post);
  return (
    <div className="mt-8 flex flex-wrap items-center gap-2">
      {mayUpvote(viewer, post, post) ? (
        <PostVote
          action={upvoteAction}
          community={community.slug}
          post={post.id}
          upvoted={upvoted}
          count={post.upvoteCount}
          label={t("posts.page.upvote")}
          failed={t("errors.unexpected")}
        />
      ) : (
        <span className="rx rx-still">
          <ArrowUp className="size-3.5" />
          {t("posts.page.upvote")} <span className="num">{post.upvoteCount}</span>
        </span>
      )}
      <span className="ml-auto flex flex-wrap gap-1">
        {mayEditPost(viewer, post) ? (
          <ButtonLink size="sm" variant="ghost" href={`/c/${community.slug}/studio/${post.id}`}>
            {t("posts.page.edit")}
          </ButtonLink>
        ) : null}
        {staff && post.state === "published" ? (
          <>
            <ActionButton
              action={pinPostAction}
              fields={{ ...scope, pinned: post.pinnedAt ? "no" : "yes" }}
              size="sm"
              variant="ghost"
              busyLabel={t("posts.studio.saving")}
            >
              {t(post.pinnedAt ? "posts.page.unpin" : "posts.page.pin")}
            </ActionButton>
            <ButtonLink size="sm" variant="ghost" href={`${path}?remove=yes#remove`}>
              {t("posts.page.remove")}
            </ButtonLink>
          </>
        ) : null}
      </span>
      {staff && confirmRemove && post.state === "published" ? (
        <div id="remove" className="card w-full p-4">
          <p className="font-medium">{t("posts.page.removeQuestion")}</p>
          <p className="text-ink-2">{t("posts.page.removeExplain")}</p>
          <div className="mt-3 flex gap-2">
            <ButtonLink size="sm" variant="outline" href={path}>
              {t("comments.cancel")}
            </ButtonLink>
            <ActionButton
              action={changePostStateAction}
              fields={{ ...scope, to: "removed" }}
              size="sm"
              variant="danger"
              busyLabel={t("comments.deleting")}
            >
              {t("posts.page.remove")}
            </ActionButton>
          </div>
        </div>
      ) : null}
    </div>
  );
}
