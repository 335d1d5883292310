import { avatarHtml, badgeHtml, escapeHtml, iconHtml, linkHtml, timeHtml } from "@/components/ui/html";
import type { Words } from "@/lib/i18n/words";
import type { PostRow } from "@/lib/posts/types";

export interface FeedContext {
  base: string;
  words: Words;
  now: Date;
  zone: string;
  /** Names of plans by the benefit they bring, for the badge. */
  planNames: ReadonlyMap<string, string>;
}

/** Posts in a list, parted by hairlines, as text (see components/ui/html.ts for why). */
export function feedHtml(rows: PostRow[], context: FeedContext): string {
  return rows.map((row) => rowHtml(row, context)).join("");
}

/** Who, when, where; title; excerpt; what it takes to read it, and how much is going on. */
function rowHtml(row: PostRow, context: FeedContext): string {
  const title = linkHtml(`${context.base}/posts/${row.slug}`, escapeHtml(row.title), "hover:text-accent-ink");
  const excerpt = row.excerpt
    ? `<p class="mt-1 line-clamp-2 text-ink-2" lang="${row.lang}">${escapeHtml(row.excerpt)}</p>`
    : "";
  return `<article class="feed-row">${avatarHtml({ id: row.author.userId, name: row.author.name })}<div class="min-w-0">${metaHtml(row, context)}<h3 class="mt-0.5 text-lg" lang="${row.lang}">${title}</h3>${excerpt}${footHtml(row, context)}</div></article>`;
}

function metaHtml(row: PostRow, { base, words: { t, locale }, now, zone }: FeedContext): string {
  const { author, topic } = row;
  const parts = [linkHtml(`${base}/members/${author.handle}`, escapeHtml(author.name), "font-medium text-ink")];
  if (author.role !== "member") parts.push(badgeHtml("line", escapeHtml(t(`common.role.${author.role}`))));
  if (row.publishedAt) parts.push(timeHtml(row.publishedAt, { now, locale, zone, justNow: t("posts.feed.justNow") }));
  if (topic) parts.push(linkHtml(`${base}/feed?topic=${topic.slug}`, escapeHtml(topic.name), "dot"));
  if (row.pinnedAt) {
    parts.push(
      `<span class="ml-auto inline-flex items-center gap-1 text-brass">${iconHtml("Pin", "size-3.5")}${escapeHtml(t("posts.feed.pinned"))}</span>`,
    );
  }
  return `<div class="meta">${parts.join("")}</div>`;
}

function footHtml(row: PostRow, context: FeedContext): string {
  const { t } = context.words;
  const isTalk = row.kind === "discussion" || row.kind === "question";
  const said = t(row.kind === "question" ? "posts.feed.answers" : "posts.feed.comments", { count: row.commentCount });
  const parts = [
    accessHtml(row, context),
    row.isAnswered ? badgeHtml("success", iconHtml("CircleCheck") + escapeHtml(t("posts.feed.answered"))) : "",
    isTalk ? "" : `<span>${escapeHtml(t("posts.feed.minutes", { minutes: row.readingMinutes }))}</span>`,
    countHtml("ArrowUp", row.upvoteCount, t("posts.feed.upvotes", { count: row.upvoteCount })),
    countHtml("MessageSquare", row.commentCount, said),
  ];
  return `<div class="meta mt-2">${parts.join("")}</div>`;
}

function countHtml(icon: string, count: number, label: string): string {
  return `<span class="inline-flex items-center gap-1">${iconHtml(icon, "size-3.5")}<span class="num" aria-hidden="true">${count}</span><span class="sr-only">${escapeHtml(label)}</span></span>`;
}

/** Who may read it. Brass means paid, and only that. */
export function accessHtml(
  row: Pick<PostRow, "audience" | "benefitId" | "kind">,
  { words: { t }, planNames }: Pick<FeedContext, "words" | "planNames">,
): string {
  if (row.audience === "benefit" || row.audience === "purchase") {
    const plan = row.benefitId ? planNames.get(row.benefitId) : undefined;
    return badgeHtml(
      "brass",
      iconHtml("Lock") + escapeHtml(plan ? t("posts.feed.paid", { plan }) : t("posts.feed.single")),
    );
  }
  if (row.kind === "question" || row.kind === "discussion")
    return badgeHtml("", escapeHtml(t(`posts.kind.${row.kind}`)));
  if (row.audience === "members") return badgeHtml("", iconHtml("Users") + escapeHtml(t("posts.feed.members")));
  return badgeHtml("accent", iconHtml("LockOpen") + escapeHtml(t("posts.feed.open")));
}
