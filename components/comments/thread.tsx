import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MessageSquare } from "@/components/ui/icons";
import { Pagination } from "@/components/ui/pagination";
import { pageText } from "@/components/ui/text";
import type { Viewer } from "@/lib/access/types";
import {
  acceptAnswerAction,
  addCommentAction,
  deleteCommentAction,
  editCommentAction,
  upvoteAction,
} from "@/lib/comments/actions";
import { mayAcceptAnswer, mayComment, mayDeleteComment, mayEditComment, mayUpvote } from "@/lib/comments/policy";
import type { Comment, Thread } from "@/lib/comments/types";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { roles } from "@/lib/members/schema";
import { newId } from "@/lib/platform/ids";
import type { Post } from "@/lib/posts/types";
import { CommentForm, type CommentFormWords } from "./comment-form";
import { DeleteCommentForm, EditCommentForm } from "./comment-tools";
import { HiddenActionForm } from "./hidden-action-form";
import { type ThreadContext, type ThreadWords, threadsHtml } from "./thread-html";
import { ThreadIsland } from "./thread-island";

interface CommentThreadProps {
  community: Community;
  viewer: Viewer;
  post: Post;
  threads: Thread[];
  upvoted: ReadonlySet<string>;
  next: string | null;
  /** From the address: which comment is being answered, edited or deleted. */
  open: { reply?: string; edit?: { id: string; text: string }; remove?: string; after?: string };
  words: Words;
}

/** Everything said under a post, and the ways to take part that this reader has. */
export async function CommentThread(props: CommentThreadProps) {
  const { community, viewer, post, threads, upvoted, next, open, words } = props;
  const { t, locale } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/posts/${post.slug}`;
  const question = post.kind === "question";
  const mayWrite = mayComment(viewer, post);
  const me = viewer.person && viewer.membership ? ownAuthor(viewer) : null;
  const place = {
    postPath: path,
    communityPath: base,
    postAuthorId: post.authorId,
    isQuestion: question,
    locale,
    zone: community.zone,
  };
  const threadWords = wordsOfThread(words);
  const context: ThreadContext = {
    ...place,
    now: viewer.at,
    upvoted,
    words: threadWords,
    rightsOf: (comment) => rightsOf(viewer, post, comment),
  };
  const replyName = open.reply ? nameOf(threads, open.reply) : null;
  return (
    <section className="mt-12 border-t border-line pt-8" aria-labelledby="comments">
      <h2 id="comments" className="text-xl">
        {t(question ? "comments.answers" : "comments.title")}{" "}
        <span className="num font-normal text-ink-3">{post.commentCount}</span>
      </h2>
      {open.edit ? (
        <EditCommentForm
          action={editCommentAction}
          community={community.slug}
          comment={open.edit}
          back={path}
          words={editWords(words)}
        />
      ) : null}
      {open.remove ? (
        <DeleteCommentForm
          action={deleteCommentAction}
          community={community.slug}
          comment={open.remove}
          back={path}
          words={deleteWords(words)}
        />
      ) : null}
      <div id="write" className="mt-4 scroll-mt-18">
        {mayWrite ? (
          <>
            {replyName ? (
              <p className="mb-2 text-sm text-ink-2">
                {t("comments.replyingTo", { name: replyName })} ·{" "}
                <a className="link" href={`${path}#comments`}>
                  {t("comments.cancelEdit")}
                </a>
              </p>
            ) : null}
            <CommentForm
              key={open.reply ?? "new"}
              action={addCommentAction}
              community={community.slug}
              post={post.id}
              replyTo={replyName ? open.reply : undefined}
              submission={newId()}
              words={formWords(words, question && !replyName, replyName !== null)}
            />
          </>
        ) : (
          <WayIn viewer={viewer} base={base} path={path} words={words} />
        )}
      </div>
      <HiddenActionForm id="vote-form" action={upvoteAction} community={community.slug} />
      <HiddenActionForm id="accept-form" action={acceptAnswerAction} community={community.slug} />
      {threads.length === 0 && !mayWrite ? (
        <div className="mt-6">
          <EmptyState icon={MessageSquare} level={3} title={t(question ? "comments.emptyAnswers" : "comments.empty")} />
        </div>
      ) : null}
      <ThreadIsland
        text={await pageText(threadsHtml(threads, context))}
        community={community.slug}
        upvote={upvoteAction}
        me={mayWrite ? me : null}
        place={place}
        words={{ ...threadWords, sending: t("comments.sending"), failed: t("errors.unexpected") }}
      />
      <Pagination
        older={next ? { href: `${path}?comments=${next}#comments`, label: t("comments.more") } : undefined}
        newest={open.after ? { href: `${path}#comments`, label: t("comments.first") } : undefined}
      />
    </section>
  );
}

function WayIn({ viewer, base, path, words: { t } }: { viewer: Viewer; base: string; path: string; words: Words }) {
  return (
    <div className="card flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <p className="text-ink-2">{t("comments.joinToTalk")}</p>
      {viewer.person ? (
        <ButtonLink size="sm" variant="outline" href={`${base}/join`}>
          {t("comments.join")}
        </ButtonLink>
      ) : (
        <ButtonLink size="sm" variant="outline" href={`/sign-in?next=${encodeURIComponent(path)}`}>
          {t("comments.signInToTalk")}
        </ButtonLink>
      )}
    </div>
  );
}

function ownAuthor(viewer: Viewer): Comment["author"] {
  const { person, membership } = viewer;
  return {
    memberId: membership!.memberId,
    userId: person!.userId,
    name: person!.name,
    handle: person!.handle,
    role: membership!.role,
  };
}

function rightsOf(viewer: Viewer, post: Post, comment: Comment) {
  const facts = { authorId: comment.author.memberId, deletedAt: comment.deletedAt, threadId: comment.threadId };
  return {
    reply: mayComment(viewer, post),
    edit: mayEditComment(viewer, post, facts),
    delete: mayDeleteComment(viewer, post, facts),
    vote: mayUpvote(viewer, post, facts),
    accept: mayAcceptAnswer(viewer, post, facts),
  };
}

function nameOf(threads: Thread[], id: string): string | null {
  const all = threads.flatMap(({ root, replies }) => [root, ...replies]);
  return all.find((comment) => comment.id === id && !comment.deletedAt)?.author.name ?? null;
}

function wordsOfThread({ t }: Words): ThreadWords {
  const named = roles.filter((role) => role !== "member").map((role) => [role, t(`common.role.${role}`)]);
  return {
    author: t("comments.author"),
    accepted: t("comments.accepted"),
    accept: t("comments.accept"),
    unaccept: t("comments.unaccept"),
    edited: t("comments.edited"),
    edit: t("comments.edit"),
    delete: t("comments.delete"),
    deleted: t("comments.deleted"),
    reply: t("comments.reply"),
    replyTo: t("comments.replyTo", { name: "{name}" }),
    upvote: t("comments.upvote"),
    roles: Object.fromEntries(named),
  };
}

function formWords({ t }: Words, answer: boolean, reply: boolean): CommentFormWords {
  return {
    label: t(answer ? "comments.writeAnswer" : "comments.write"),
    placeholder: t(answer ? "comments.placeholderAnswer" : "comments.placeholder"),
    hint: t("comments.hint"),
    send: t(reply ? "comments.sendReply" : answer ? "comments.sendAnswer" : "comments.send"),
    sending: t("comments.sending"),
    sent: t("comments.sent"),
    notSent: t("comments.notSent"),
    draftRestored: t("comments.draftRestored"),
  };
}

const editWords = ({ t }: Words) => ({
  title: t("comments.editing"),
  save: t("comments.save"),
  saving: t("comments.saving"),
  saved: t("comments.saved"),
  cancel: t("comments.cancelEdit"),
});

const deleteWords = ({ t }: Words) => ({
  title: t("comments.deleteQuestion"),
  explain: t("comments.deleteExplain"),
  confirm: t("comments.delete"),
  busy: t("comments.deleting"),
  cancel: t("comments.cancel"),
});
