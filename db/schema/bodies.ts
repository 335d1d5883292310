import { instant, int, primaryKey, table, text } from "../dialect";
import { communities } from "./communities";
import { comments, posts } from "./posts";

/**
 * Paid text, all of it. Only `lib/access` may import this file (architecture.test.ts), so every reader of these
 * columns goes through `openBody` and its kin, which ask `decide` first.
 */
export const bodies = table(
  "bodies",
  {
    postId: text("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    revision: int("revision").notNull(),
    communityId: text("community_id")
      .notNull()
      .references(() => communities.id, { onDelete: "cascade" }),
    /** What the author wrote, teaser and pay line included. */
    markdown: text("markdown").notNull(),
    /** The rendered text below the pay line (the whole text when there is none). */
    html: text("html").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.revision] })],
);

export const commentBodies = table("comment_bodies", {
  commentId: text("comment_id")
    .primaryKey()
    .references(() => comments.id, { onDelete: "cascade" }),
  communityId: text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" }),
  markdown: text("markdown").notNull(),
  html: text("html").notNull(),
});
