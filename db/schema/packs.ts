import { bytes, int, primaryKey, table, text, uniqueIndex } from "../dialect";

/**
 * Projections that are read whole: what is known of people and days in a few bytes each, instead of rows. A process keeps
 * packs open and asks by `revision` which have changed (lib/analytics/queries/kept-packs.ts). All of this can be deleted
 * and rebuilt, like the rows of analytics.ts. A revision is a hash of the bytes; it is empty in packs from before there
 * were revisions, until they are rebuilt.
 */

/**
 * A running number for each member who ever did anything or was a member: what the packs below name people by. A
 * number is never given to somebody else. WITHOUT ROWID on SQLite.
 */
export const memberNumbers = table(
  "member_numbers",
  {
    communityId: text("community_id").notNull(),
    memberId: text("member_id").notNull(),
    number: int("number").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.memberId] }),
    uniqueIndex("member_numbers_number").on(t.communityId, t.number),
  ],
);

/**
 * `activity_days` of one day in a few bytes per person (lib/analytics/day-pack.ts): a year of a hundred thousand members
 * is read in the time in which the rows of a week would be.
 */
export const activityPacks = table(
  "activity_packs",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    revision: text("revision").notNull().default(""),
    packed: bytes("packed").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day] })],
);

/** The same of a calendar month, each person's days added up: years are read from these. */
export const activityMonthPacks = table(
  "activity_month_packs",
  {
    communityId: text("community_id").notNull(),
    month: int("month").notNull(),
    revision: text("revision").notNull().default(""),
    packed: bytes("packed").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.month] })],
);

/** Whose membership is another at the end of a day than at its start, in the same way: N and who it is, on any day. */
export const memberTurns = table(
  "member_turns",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    revision: text("revision").notNull().default(""),
    packed: bytes("packed").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day] })],
);

/**
 * Spans, paid periods and first charges of some hundred people (lib/analytics/histories.ts): what is counted of a
 * segment, member by member or cohort by cohort is one walk over all packs.
 */
export const memberHistories = table(
  "member_histories",
  {
    communityId: text("community_id").notNull(),
    /** The number of the first person over the number of people in a pack. */
    pack: int("pack").notNull(),
    revision: text("revision").notNull(),
    packed: bytes("packed").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.pack] })],
);

/** What moved of the money of the same people, payment by payment (lib/analytics/money-packs.ts), packed in the same way. */
export const memberPayments = table(
  "member_payments",
  {
    communityId: text("community_id").notNull(),
    pack: int("pack").notNull(),
    revision: text("revision").notNull(),
    packed: bytes("packed").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.pack] })],
);

/** The same posts by when they were asked, packed (lib/analytics/reply-packs.ts) like the histories of people. */
export const replyPacks = table(
  "reply_packs",
  {
    communityId: text("community_id").notNull(),
    /** The instant of asking over the length of a pack. */
    pack: int("pack").notNull(),
    revision: text("revision").notNull(),
    packed: bytes("packed").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.pack] })],
);
