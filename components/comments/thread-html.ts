import { avatarHtml, badgeHtml, escapeHtml, iconHtml, linkHtml, timeHtml } from "@/components/ui/html";
import type { Comment, Thread } from "@/lib/comments/types";

/**
 * A thread as one string of HTML. Fifty comments as React elements cost twice the processor time and nearly twice the
 * bytes of the page (docs/performance.md), and nothing in them changes by itself; one island adds behaviour. Every
 * value but `html`, which the Markdown pipeline has sanitised, is escaped here.
 */

/** What a reader may do with a comment; decided on the server by lib/comments/policy.ts. */
export interface CommentRights {
  reply: boolean;
  edit: boolean;
  delete: boolean;
  vote: boolean;
  accept: boolean;
}

export interface ThreadWords {
  author: string;
  accepted: string;
  accept: string;
  unaccept: string;
  edited: string;
  edit: string;
  delete: string;
  deleted: string;
  reply: string;
  /** With `{name}` standing for the name. */
  replyTo: string;
  upvote: string;
  roles: Record<string, string>;
}

export interface ThreadContext {
  /** Path of the post's page, for links that work without script. */
  postPath: string;
  communityPath: string;
  postAuthorId: string;
  isQuestion: boolean;
  locale: string;
  zone: string;
  now: Date;
  upvoted: ReadonlySet<string>;
  rightsOf: (comment: Comment) => CommentRights;
  words: ThreadWords;
}

export function threadsHtml(threads: Thread[], context: ThreadContext): string {
  return threads.map((thread) => threadHtml(thread, context)).join("");
}

function threadHtml({ root, replies }: Thread, context: ThreadContext): string {
  const below = replies.map((reply) => `<li class="pt-5">${commentHtml(reply, context)}</li>`).join("");
  return `<li class="pt-5">${commentHtml(root, context, `<ol class="thread-replies" data-replies>${below}</ol>`)}</li>`;
}

/** One comment; `inside` is what stands below it. */
export function commentHtml(comment: Comment, context: ThreadContext, inside = ""): string {
  const { words } = context;
  if (comment.deletedAt || comment.html === null) {
    return `<article class="comment" id="c-${comment.id}"><span class="av av-32 av-gone" aria-hidden="true">–</span><div class="min-w-0"><p class="text-ink-3 italic-latin">${escapeHtml(words.deleted)}</p>${inside}</div></article>`;
  }
  const replyTo = comment.replyToName
    ? `<p class="text-sm text-ink-3">${escapeHtml(words.replyTo.replace("{name}", comment.replyToName))}</p>`
    : "";
  return `<article class="comment" id="c-${comment.id}" data-comment="${comment.id}" data-name="${escapeHtml(comment.author.name)}">${avatarHtml({ id: comment.author.userId, name: comment.author.name })}<div class="min-w-0">${meta(comment, context)}${replyTo}<div class="prose prose-comment" data-text>${comment.html}</div>${actions(comment, context)}${inside}</div></article>`;
}

function meta(comment: Comment, context: ThreadContext): string {
  const { author } = comment;
  const { words } = context;
  const badges: string[] = [];
  if (author.memberId === context.postAuthorId) badges.push(badgeHtml("accent", escapeHtml(words.author)));
  const role = words.roles[author.role];
  if (role) badges.push(badgeHtml("line", escapeHtml(role)));
  if (comment.isAccepted) badges.push(badgeHtml("success", escapeHtml(words.accepted)));
  const edited = comment.editedAt ? `<span>${escapeHtml(words.edited)}</span>` : "";
  const name = linkHtml(
    `${context.communityPath}/members/${author.handle}`,
    escapeHtml(author.name),
    "font-medium text-ink",
  );
  return `<p class="meta">${name}${badges.slice(0, 2).join("")}<a href="#c-${comment.id}">${timeHtml(comment.createdAt, context)}</a>${edited}</p>`;
}

const arrow = iconHtml("ArrowUp");

/** Buttons name the page's forms by id, so that they work before and without JavaScript. */
function actions(comment: Comment, context: ThreadContext): string {
  const { words, postPath } = context;
  const rights = context.rightsOf(comment);
  const pressed = context.upvoted.has(comment.id);
  const parts = [
    rights.vote
      ? `<button type="submit" form="vote-form" name="vote" value="comment:${comment.id}:${pressed ? "no" : "yes"}" class="btn btn-ghost btn-sm" data-vote aria-pressed="${pressed}">${arrow}<span class="sr-only">${escapeHtml(words.upvote)} </span><span class="num" data-count>${comment.upvoteCount}</span></button>`
      : `<span class="btn btn-sm btn-still" title="${escapeHtml(words.upvote)}">${arrow}<span class="num">${comment.upvoteCount}</span></span>`,
  ];
  const link = (query: string, label: string, mark: string) =>
    `<a class="btn btn-ghost btn-sm" href="${postPath}?${query}=${comment.id}#${mark}" rel="nofollow" data-${query}>${escapeHtml(label)}</a>`;
  if (rights.reply) parts.push(link("reply", words.reply, "write"));
  if (rights.accept) {
    const value = `${comment.id}:${comment.isAccepted ? "no" : "yes"}`;
    const label = comment.isAccepted ? words.unaccept : words.accept;
    parts.push(
      `<button type="submit" form="accept-form" name="answer" value="${value}" class="btn btn-ghost btn-sm">${escapeHtml(label)}</button>`,
    );
  }
  if (rights.edit) parts.push(link("edit", words.edit, `c-${comment.id}`));
  if (rights.delete) parts.push(link("delete", words.delete, `c-${comment.id}`));
  return `<div class="comment-actions">${parts.join("")}</div>`;
}
