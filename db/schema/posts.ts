import { sql } from "drizzle-orm";
import { bool, index, instant, int, json, primaryKey, table, text, uniqueIndex } from "../dialect";
import { benefits } from "./billing";
import { communities, members, topics } from "./communities";

export interface OutlineEntry {
  id: string;
  text: string;
  level: 2 | 3;
  /** True when the heading stands below the pay line. */
  locked: boolean;
}

const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" });

/**
 * The public face of everything readable: title, teaser and who may read the rest. It never holds paid text, so a
 * query over posts cannot leak any. `teaserHtml` is what stands above the pay line (for `public` posts: nothing,
 * their whole text is the body).
 */
export const posts = table(
  "posts",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    authorId: text("author_id")
      .notNull()
      .references(() => members.id),
    topicId: text("topic_id").references(() => topics.id, { onDelete: "set null" }),
    kind: text("kind").notNull(),
    audience: text("audience").notNull(),
    benefitId: text("benefit_id").references(() => benefits.id),
    state: text("state").notNull(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    excerpt: text("excerpt").notNull(),
    teaserHtml: text("teaser_html").notNull(),
    outline: json<OutlineEntry[]>("outline").notNull(),
    lang: text("lang").notNull(),
    readingMinutes: int("reading_minutes").notNull(),
    lockedMinutes: int("locked_minutes").notNull(),
    lockedSections: int("locked_sections").notNull(),
    lockedCodeBlocks: int("locked_code_blocks").notNull(),
    revision: int("revision").notNull(),
    pipelineVersion: int("pipeline_version").notNull(),
    publishedAt: instant("published_at"),
    pinnedAt: instant("pinned_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** Kept by the commands that change them, for sorting lists without joins. */
    lastActivityAt: instant("last_activity_at").notNull(),
    commentCount: int("comment_count").notNull(),
    upvoteCount: int("upvote_count").notNull(),
    /** Upvotes and comments, aged: see lib/posts/hotness.ts. */
    hotness: int("hotness").notNull(),
    /** Where an import found it, and a digest of what it found. */
    sourcePath: text("source_path"),
    sourceDigest: text("source_digest"),
    removedAt: instant("removed_at"),
  },
  (t) => [
    uniqueIndex("posts_slug").on(t.communityId, t.slug),
    uniqueIndex("posts_source").on(t.communityId, t.sourcePath),
    index("posts_newest").on(t.communityId, t.state, t.publishedAt, t.id),
    index("posts_kind_newest").on(t.communityId, t.state, t.kind, t.publishedAt, t.id),
    index("posts_active").on(t.communityId, t.state, t.lastActivityAt, t.id),
    index("posts_hot").on(t.communityId, t.state, t.hotness, t.id),
    index("posts_topic").on(t.topicId, t.state, t.publishedAt, t.id),
    index("posts_pinned").on(t.communityId, t.state, t.pinnedAt, t.id).where(sql`pinned_at is not null`),
    index("posts_author").on(t.authorId, t.state, t.publishedAt),
  ],
);

/** An answer the asker (or staff) accepted. Rows, so that a question may have several. */
export const acceptedAnswers = table(
  "accepted_answers",
  {
    communityId: community(),
    postId: text("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    commentId: text("comment_id").notNull(),
    acceptedBy: text("accepted_by")
      .notNull()
      .references(() => members.id),
    acceptedAt: instant("accepted_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.commentId] })],
);

/** A comment's shape without its words: those are in `comment_bodies`, because a paid post's talk is paid text too. */
export const comments = table(
  "comments",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    postId: text("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    /** The first-level comment it stands below, or null. Deeper answers also point there and name `replyToId`. */
    threadId: text("thread_id"),
    replyToId: text("reply_to_id"),
    authorId: text("author_id")
      .notNull()
      .references(() => members.id),
    upvoteCount: int("upvote_count").notNull(),
    createdAt: instant("created_at").notNull(),
    editedAt: instant("edited_at"),
    deletedAt: instant("deleted_at"),
    deletedBy: text("deleted_by"),
    /** Chosen by the form, so that a repeated submit stores one comment. */
    submissionKey: text("submission_key"),
  },
  (t) => [
    index("comments_post").on(t.postId, t.createdAt, t.id),
    index("comments_thread").on(t.threadId, t.createdAt, t.id),
    index("comments_author").on(t.authorId, t.createdAt),
    uniqueIndex("comments_submission").on(t.authorId, t.submissionKey),
  ],
);

/** One member's reaction to a post or a comment. */
export const reactions = table(
  "reactions",
  {
    communityId: community(),
    memberId: text("member_id")
      .notNull()
      .references(() => members.id, { onDelete: "cascade" }),
    targetId: text("target_id").notNull(),
    targetKind: text("target_kind").notNull(),
    kind: text("kind").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.targetId, t.kind] }), index("reactions_target").on(t.targetId)],
);

/** An uploaded or imported file. It is as readable as its post: a teaser's image is public, a body's is not. */
export const files = table(
  "files",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    postId: text("post_id").references(() => posts.id, { onDelete: "cascade" }),
    uploadedBy: text("uploaded_by").references(() => members.id),
    /** True when the file stands above the pay line of a post anyone may see. */
    inTeaser: bool("in_teaser").notNull(),
    name: text("name").notNull(),
    mime: text("mime").notNull(),
    size: int("size").notNull(),
    width: int("width"),
    height: int("height"),
    sha256: text("sha256").notNull(),
    sourcePath: text("source_path"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("files_post").on(t.postId), uniqueIndex("files_content").on(t.communityId, t.postId, t.sha256)],
);
