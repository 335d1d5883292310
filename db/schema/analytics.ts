import { sql } from "drizzle-orm";
import { bigcount, index, instant, int, json, primaryKey, real, table, text } from "../dialect";

/** Projections of the journal. All of this can be deleted and rebuilt: `npm run analytics:verify` proves it. */

/** Interactions of one member on one day of the community's zone, by kind. WITHOUT ROWID on SQLite, like activity_months. */
export const activityDays = table(
  "activity_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    memberId: text("member_id").notNull(),
    kind: text("kind").notNull(),
    count: int("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.memberId, t.kind] })],
);

/** Times a member was a member (`scope` = member) or paid (`scope` = paying), half-open, `endsAt` null while running. */
export const memberPeriods = table(
  "member_periods",
  {
    communityId: text("community_id").notNull(),
    memberId: text("member_id").notNull(),
    scope: text("scope").notNull(),
    startsAt: instant("starts_at").notNull(),
    /** The subscription that pays, "" for memberships: two subscriptions may begin in the same millisecond. */
    sourceId: text("source_id").notNull(),
    endsAt: instant("ends_at"),
    /** Monthly value in minor units of `currency` (fractions kept) for paying periods, else null. */
    monthlyAmount: real("monthly_amount"),
    currency: text("currency"),
    productId: text("product_id"),
    interval: text("interval"),
    endReason: text("end_reason"),
    /** What a discount for a time takes off the monthly value until `discountEndsAt`; MRR counts it only on demand. */
    discountMonthly: real("discount_monthly"),
    discountEndsAt: instant("discount_ends_at"),
  },
  (t) => [
    primaryKey({ name: "member_periods_key", columns: [t.communityId, t.memberId, t.scope, t.startsAt, t.sourceId] }),
    index("member_periods_starts").on(t.communityId, t.scope, t.startsAt),
    index("member_periods_ends").on(t.communityId, t.scope, t.endsAt),
    index("member_periods_discounts").on(t.communityId, t.discountEndsAt).where(sql`discount_ends_at is not null`),
  ],
);

/** Money of one day by currency and kind (`charge`, `refund`), net of nothing. */
export const moneyDays = table(
  "money_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    currency: text("currency").notNull(),
    kind: text("kind").notNull(),
    productKind: text("product_kind").notNull(),
    amount: bigcount("amount").notNull(),
    count: int("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.currency, t.kind, t.productKind] })],
);

/**
 * The same stretches as `member_periods` without seams: per member and scope, periods that overlap or touch are one.
 * Units are numbered as in lib/platform/calendar.ts: `fromMonth` is the first month whose start the span covers,
 * `toMonth` the first whose start it no longer does (null while it runs), so that a cohort table is sums of groups.
 */
export const memberSpans = table(
  "member_spans",
  {
    communityId: text("community_id").notNull(),
    scope: text("scope").notNull(),
    memberId: text("member_id").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at"),
    /** 0 for the member's first span, 1 for the first return, and so on. */
    ordinal: int("ordinal").notNull(),
    endReason: text("end_reason"),
    /** Month and week in which the member's first span began. */
    cohortMonth: int("cohort_month").notNull(),
    cohortWeek: int("cohort_week").notNull(),
    fromMonth: int("from_month").notNull(),
    toMonth: int("to_month"),
    fromWeek: int("from_week").notNull(),
    toWeek: int("to_week"),
    /** What the member's first span was bought as; null for memberships. */
    productId: text("product_id"),
    interval: text("interval"),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.scope, t.memberId, t.startsAt] }),
    index("member_spans_starts").on(t.communityId, t.scope, t.startsAt),
    index("member_spans_ends").on(t.communityId, t.scope, t.endsAt),
    index("member_spans_cohort").on(t.communityId, t.scope, t.cohortMonth, t.fromMonth, t.toMonth),
  ],
);

/** Spans that began (`start`), began again (`return`) or ended (`end`) on a day, by reason. N(t) is their running sum. */
export const spanDays = table(
  "span_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    scope: text("scope").notNull(),
    kind: text("kind").notNull(),
    reason: text("reason").notNull(),
    count: int("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.scope, t.day, t.kind, t.reason] })],
);

/** Monthly value that began and ended to run on a day, by what is paid for. MRR(t) is the running sum. */
export const mrrDays = table(
  "mrr_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    currency: text("currency").notNull(),
    productId: text("product_id").notNull(),
    interval: text("interval").notNull(),
    amountIn: real("amount_in").notNull(),
    amountOut: real("amount_out").notNull(),
    countIn: int("count_in").notNull(),
    countOut: int("count_out").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.currency, t.productId, t.interval] })],
);

/** What changed MRR on a day, happening by happening (lib/analytics/queries/movements.ts); losses are negative. */
export const happeningDays = table(
  "happening_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    currency: text("currency").notNull(),
    /** new, reactivation, expansion, contraction, churn; monthly: ends of paying of who paid by the month, no amount. */
    kind: text("kind").notNull(),
    /** 1 with discounts for a time taken off, 0 without. */
    net: int("net").notNull(),
    amount: real("amount").notNull(),
    count: int("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.currency, t.kind, t.net] })],
);

/** What changed a calendar month's MRR, member by member from its start to its end. The running month is not here. */
export const movementMonths = table(
  "movement_months",
  {
    communityId: text("community_id").notNull(),
    month: int("month").notNull(),
    currency: text("currency").notNull(),
    /** start, new, reactivation, expansion, contraction, churn, end: start + the five = end. */
    kind: text("kind").notNull(),
    amount: real("amount").notNull(),
    count: int("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.month, t.currency, t.kind] })],
);

/**
 * What one member did in one month. On SQLite its rows lie in the primary key itself (WITHOUT ROWID, by hand in the
 * migration): a year's page reads hundreds of thousands, and looking each up apart took twice as long.
 */
export const activityMonths = table(
  "activity_months",
  {
    communityId: text("community_id").notNull(),
    month: int("month").notNull(),
    memberId: text("member_id").notNull(),
    interactions: int("interactions").notNull(),
    /** Interactions in which something was written: all but reactions. */
    written: int("written").notNull(),
    /** Days with at least one interaction. */
    days: int("days").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.month, t.memberId] }),
    index("activity_months_member").on(t.communityId, t.memberId, t.month),
  ],
);

/**
 * Joins and first payments, and the post each is credited to. Which ones there are follows from spans and payments; the
 * credit is given once, when a conversion is first seen: what the person reads afterwards says nothing of it.
 */
export const conversions = table(
  "conversions",
  {
    communityId: text("community_id").notNull(),
    /** join: a membership began; plan: the first paid period; single: the first charge, for something else. */
    kind: text("kind").notNull(),
    memberId: text("member_id").notNull(),
    at: instant("at").notNull(),
    postId: text("post_id"),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.kind, t.memberId, t.at] }),
    index("conversions_at").on(t.communityId, t.kind, t.at, t.postId, t.memberId),
  ],
);

/**
 * When somebody who is or was a member took each step for the first time; null: not yet. Which of them lie in a range is
 * the question's. WITHOUT ROWID on SQLite.
 */
export const firstSteps = table(
  "first_steps",
  {
    communityId: text("community_id").notNull(),
    userId: text("user_id").notNull(),
    memberId: text("member_id").notNull(),
    joinedAt: instant("joined_at"),
    commentedAt: instant("commented_at"),
    /** A post of any kind. */
    postedAt: instant("posted_at"),
    /** Charged more than nothing, for whatever it was. */
    paidAt: instant("paid_at"),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.userId] }),
    index("first_steps_joined").on(t.communityId, t.joinedAt),
  ],
);

/** Interactions of all members on a day, by kind: the sums of `activity_days`. */
export const interactionDays = table(
  "interaction_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    kind: text("kind").notNull(),
    count: int("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.kind] })],
);

/** Distinct people with an interaction in the 1, 7 and 30 days that end with this one. */
export const activeDays = table(
  "active_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    interactions: int("interactions").notNull(),
    day1: int("day_1").notNull(),
    days7: int("days_7").notNull(),
    days30: int("days_30").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day] })],
);

/** Of the cohort that began in unit `cohort`, how many interacted in unit `period`. */
export const activityCohorts = table(
  "activity_cohorts",
  {
    communityId: text("community_id").notNull(),
    scope: text("scope").notNull(),
    unit: text("unit").notNull(),
    cohort: int("cohort").notNull(),
    period: int("period").notNull(),
    active: int("active").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.scope, t.unit, t.cohort, t.period] })],
);

/** When a question or discussion got its first reply from somebody else. */
export const firstReplies = table(
  "first_replies",
  {
    communityId: text("community_id").notNull(),
    postId: text("post_id").notNull(),
    kind: text("kind").notNull(),
    askerId: text("asker_id").notNull(),
    askedAt: instant("asked_at").notNull(),
    repliedAt: instant("replied_at"),
    repliedBy: text("replied_by"),
    acceptedAt: instant("accepted_at"),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.postId] }),
    // It holds all that a range's figures need: the rows themselves are not read.
    index("first_replies_waits").on(
      t.communityId,
      t.askedAt,
      t.kind,
      t.repliedAt,
      t.acceptedAt,
      t.removedAt,
      t.askerId,
    ),
    index("first_replies_asker").on(t.communityId, t.askerId),
  ],
);

/** Up to which recorded time the journal has been projected, in which zone its days were cut, and when. */
export const projectionState = table("projection_state", {
  communityId: text("community_id").primaryKey(),
  zone: text("zone").notNull(),
  projectedTo: instant("projected_to").notNull(),
  projectedAt: instant("projected_at").notNull(),
  /** Grows with the shape of the projections: an older one is rebuilt. */
  shape: int("shape").notNull().default(0),
  /** Entries recorded in the minutes before `projectedTo` that were taken in: more of them now became visible late. */
  seenCount: int("seen_count").notNull().default(0),
  /** How long the last projecting took: a page does it in passing only while it is cheap. */
  tookMs: int("took_ms").notNull().default(0),
  /** The last comparison with the journal, and how many differences it found. */
  checkedAt: instant("checked_at"),
  driftCount: int("drift_count").notNull().default(0),
});

/** What the last comparison of projections and journal found, a sentence each. */
export const driftFindings = table(
  "drift_findings",
  {
    communityId: text("community_id").notNull(),
    position: int("position").notNull(),
    foundAt: instant("found_at").notNull(),
    sentence: text("sentence").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.position] })],
);

/** The chief figures of a day as they stood when it was closed, so that a later correction shows. Not a projection. */
export const dayClosings = table(
  "day_closings",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    closedAt: instant("closed_at").notNull(),
    members: int("members").notNull(),
    paying: int("paying").notNull(),
    interactions: int("interactions").notNull(),
    /** MRR by currency, minor units. */
    mrr: json<Record<string, number>>("mrr").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day] })],
);
