import { Feed } from "feed";
import type { Community } from "@/lib/communities/types";
import { publicUrl } from "@/lib/platform/env";
import type { PostRow } from "@/lib/posts/types";

type FeedCommunity = Pick<Community, "slug" | "name" | "locale" | "createdAt">;
type FeedPost = Pick<PostRow, "slug" | "title" | "excerpt" | "publishedAt" | "updatedAt" | "author" | "topic">;

/** RSS 2.0 of the newest posts. A row has a title and an excerpt and no body, so none can end up here. */
export function communityFeed(community: FeedCommunity, rows: readonly FeedPost[], description: string): string {
  const home = `${publicUrl()}/c/${community.slug}`;
  const feed = new Feed({
    id: home,
    title: printable(community.name),
    description: printable(description),
    link: home,
    language: community.locale,
    updated: rows[0]?.publishedAt ?? community.createdAt,
    generator: "Guildhall",
    feedLinks: { rss: `${home}/feed.xml` },
  });
  for (const row of rows) {
    const link = `${home}/posts/${encodeURIComponent(row.slug)}`;
    feed.addItem({
      id: link,
      link,
      title: printable(row.title),
      description: printable(row.excerpt),
      date: row.publishedAt ?? row.updatedAt,
      author: [{ name: printable(row.author.name) }],
      category: row.topic ? [{ name: printable(row.topic.name) }] : [],
    });
  }
  return feed.rss2();
}

/** XML 1.0 has no place for most control characters and for halves of surrogate pairs (section 2.2). */
function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
}
