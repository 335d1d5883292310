import { index, instant, int, primaryKey, table, text } from "../dialect";
import { communities } from "./communities";
import { users } from "./identity";
import { posts } from "./posts";

/**
 * What people look at, counted by ourselves and kept as little as possible: visitors as numbers per day, signed-in
 * readers per post. Single page views are not kept, so these tables are sources, not projections of the journal.
 */
const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" });
const user = () =>
  text("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** Visits of a day by where they came from (the last touch): distinct visitors, and pages seen. */
export const visitDays = table(
  "visit_days",
  {
    communityId: community(),
    day: text("day").notNull(),
    /** direct, search, social, referral, campaign. */
    channel: text("channel").notNull(),
    /** Host of the referring page, or the campaign's source; "" for direct. */
    source: text("source").notNull(),
    visitors: int("visitors").notNull(),
    views: int("views").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.channel, t.source] })],
);

/** Who was counted today, as a keyed hash that nobody can turn back; the key and the rows go after two days. */
export const visitMarks = table(
  "visit_marks",
  {
    communityId: community(),
    day: text("day").notNull(),
    mark: text("mark").notNull(),
    /**
     * What the mark counts. Of a limit (lib/sightings/limits.ts): how much of it a network or the community has used on
     * this day. Of a post's reader: the second of the day at which the post was opened. Of a search: its repetitions.
     */
    fresh: int("fresh").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.mark] })],
);

/** Views of a post on a day: all, by distinct visitors or readers, and read to the end. WITHOUT ROWID on SQLite. */
export const postViewDays = table(
  "post_view_days",
  {
    communityId: community(),
    postId: text("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    day: text("day").notNull(),
    views: int("views").notNull(),
    readers: int("readers").notNull(),
    completions: int("completions").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.postId] }), index("post_view_days_post").on(t.postId, t.day)],
);

/** How far a signed-in person has read a post. */
export const postReads = table(
  "post_reads",
  {
    communityId: community(),
    postId: text("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    userId: user(),
    firstAt: instant("first_at").notNull(),
    lastAt: instant("last_at").notNull(),
    /** Percent of the text that was on the screen. */
    progress: int("progress").notNull(),
    completedAt: instant("completed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.postId, t.userId] }),
    index("post_reads_user").on(t.communityId, t.userId, t.lastAt),
    index("post_reads_first").on(t.communityId, t.userId, t.firstAt),
  ],
);

/** Days on which a signed-in person was here, with the pages seen. Kept for 400 days. */
export const presenceDays = table(
  "presence_days",
  {
    communityId: community(),
    userId: user(),
    day: text("day").notNull(),
    views: int("views").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.userId, t.day] }),
    index("presence_days_day").on(t.communityId, t.day),
  ],
);

/** Where a person came from: the first touch we know of, and the last one before each new visit from outside. */
export const arrivals = table(
  "arrivals",
  {
    communityId: community(),
    userId: user(),
    /** First seen here signed in. */
    seenAt: instant("seen_at").notNull(),
    firstAt: instant("first_at").notNull(),
    firstChannel: text("first_channel").notNull(),
    firstSource: text("first_source").notNull(),
    firstCampaign: text("first_campaign").notNull(),
    firstPostId: text("first_post_id"),
    lastAt: instant("last_at").notNull(),
    lastChannel: text("last_channel").notNull(),
    lastSource: text("last_source").notNull(),
    lastCampaign: text("last_campaign").notNull(),
    lastPostId: text("last_post_id"),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.userId] }),
    index("arrivals_first").on(t.communityId, t.firstChannel, t.firstSource),
    index("arrivals_seen").on(t.communityId, t.seenAt),
  ],
);

/** What was looked for on a day and how much was found at most: 0 is a gap in what the community offers. */
export const searchDays = table(
  "search_days",
  {
    communityId: community(),
    day: text("day").notNull(),
    term: text("term").notNull(),
    searches: int("searches").notNull(),
    /** How many different people looked for it on this day, at least: a term of one person is shown to nobody. */
    people: int("people").notNull().default(0),
    found: int("found").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.term] })],
);
