import { index, instant, int, table, text, uniqueIndex } from "../dialect";
import { users } from "./identity";

/** A tenant. `publicVersion` grows whenever something a visitor without a session can see has changed. */
export const communities = table(
  "communities",
  {
    id: text("id").primaryKey(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    glyph: text("glyph").notNull(),
    promise: text("promise").notNull(),
    descriptionMarkdown: text("description_markdown").notNull(),
    descriptionHtml: text("description_html").notNull(),
    locale: text("locale").notNull(),
    zone: text("zone").notNull(),
    currency: text("currency").notNull(),
    publicVersion: int("public_version").notNull(),
    /** Within how many hours a question is promised an answer. */
    answerHours: int("answer_hours").notNull().default(24),
    /** For how many days access outlasts a failed renewal (0–21). */
    graceDays: int("grace_days").notNull().default(7),
    /** Within how many days members may take their money back themselves; 0 is not at all. */
    refundDays: int("refund_days").notNull().default(0),
    /** …and how many paid posts they may have opened by then; null is any number. */
    refundMaxPosts: int("refund_max_posts"),
    /** The operator's share of each payment, in hundredths of a percent. */
    platformFeeBp: int("platform_fee_bp").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => users.id),
  },
  (t) => [uniqueIndex("communities_slug").on(t.slug)],
);

export const topics = table(
  "topics",
  {
    id: text("id").primaryKey(),
    communityId: text("community_id")
      .notNull()
      .references(() => communities.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    position: int("position").notNull(),
  },
  (t) => [uniqueIndex("topics_slug").on(t.communityId, t.slug)],
);

/** A person in a community; kept after leaving (`leftAt`) so that what they wrote keeps its author. */
export const members = table(
  "members",
  {
    id: text("id").primaryKey(),
    communityId: text("community_id")
      .notNull()
      .references(() => communities.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").notNull(),
    joinedAt: instant("joined_at").notNull(),
    leftAt: instant("left_at"),
  },
  (t) => [
    uniqueIndex("members_person").on(t.communityId, t.userId),
    index("members_user").on(t.userId),
    index("members_joined").on(t.communityId, t.joinedAt, t.id),
  ],
);
