import { sql } from "drizzle-orm";
import { bool, index, instant, int, primaryKey, table, text, uniqueIndex } from "../dialect";
import { communities, members } from "./communities";
import { users } from "./identity";

const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" });

/** The unit of paid access. A product carries benefits; a post asks for one. `postId` marks the benefit of one post. */
export const benefits = table(
  "benefits",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    name: text("name").notNull(),
    postId: text("post_id"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("benefits_community").on(t.communityId), uniqueIndex("benefits_post").on(t.postId)],
);

/** What is sold: `subscription` (month and year prices) or `one_off` (a single tutorial, `postId` set). */
export const products = table(
  "products",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    promise: text("promise").notNull(),
    position: int("position").notNull(),
    postId: text("post_id"),
    stripeProductId: text("stripe_product_id"),
    createdAt: instant("created_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (t) => [index("products_community").on(t.communityId, t.position), index("products_post").on(t.postId)],
);

export const productBenefits = table(
  "product_benefits",
  {
    communityId: community(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id, { onDelete: "cascade" }),
    benefitId: text("benefit_id")
      .notNull()
      .references(() => benefits.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.productId, t.benefitId] })],
);

/** Immutable. A changed price is a new row, and the old one is archived: who pays it goes on paying it. */
export const prices = table(
  "prices",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id, { onDelete: "cascade" }),
    currency: text("currency").notNull(),
    amount: int("amount").notNull(),
    /** `month`, `year`, or null for a one-off. */
    interval: text("interval"),
    stripePriceId: text("stripe_price_id"),
    createdAt: instant("created_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (t) => [index("prices_product").on(t.productId), uniqueIndex("prices_stripe").on(t.stripePriceId)],
);

/** Who holds which benefit over which half-open time [startsAt, endsAt), and why. The only source of paid access. */
export const grants = table(
  "grants",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    benefitId: text("benefit_id")
      .notNull()
      .references(() => benefits.id, { onDelete: "cascade" }),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at"),
    /** `subscription` or `order`; with `sourceId` it says which one pays for this. */
    sourceKind: text("source_kind").notNull(),
    sourceId: text("source_id").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("grants_source").on(t.sourceKind, t.sourceId, t.benefitId, t.startsAt),
    index("grants_holder").on(t.communityId, t.userId),
  ],
);

/** A person's Stripe customer. One per person and installation account. */
export const customers = table(
  "customers",
  {
    userId: text("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    stripeCustomerId: text("stripe_customer_id").notNull(),
    /** Grows with each applied sync: a sync that read Stripe before another one committed starts over. */
    syncVersion: int("sync_version").notNull().default(0),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("customers_stripe").on(t.stripeCustomerId)],
);

/** What Stripe last said of a subscription. At most one live one per person and community. */
export const subscriptions = table(
  "subscriptions",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    memberId: text("member_id").references(() => members.id),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    priceId: text("price_id")
      .notNull()
      .references(() => prices.id),
    stripeSubscriptionId: text("stripe_subscription_id").notNull(),
    /** Stripe's word: active, past_due, canceled, unpaid, incomplete, incomplete_expired, trialing, paused. */
    status: text("status").notNull(),
    live: bool("live").notNull(),
    startedAt: instant("started_at").notNull(),
    currentPeriodStart: instant("current_period_start").notNull(),
    currentPeriodEnd: instant("current_period_end").notNull(),
    cancelAtPeriodEnd: bool("cancel_at_period_end").notNull(),
    cancelReason: text("cancel_reason"),
    endedAt: instant("ended_at"),
    syncedAt: instant("synced_at").notNull(),
  },
  (t) => [
    uniqueIndex("subscriptions_stripe").on(t.stripeSubscriptionId),
    uniqueIndex("subscriptions_one_live").on(t.communityId, t.userId).where(sql`live`),
    index("subscriptions_user").on(t.userId),
  ],
);

/** A checkout somebody was sent to. One open one per person and price: two tabs resume the same. */
export const orders = table(
  "orders",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    priceId: text("price_id")
      .notNull()
      .references(() => prices.id),
    amount: int("amount").notNull(),
    currency: text("currency").notNull(),
    /** open → paid, or open → expired. Terminal states win. */
    state: text("state").notNull(),
    stripeSessionId: text("stripe_session_id"),
    createdAt: instant("created_at").notNull(),
    settledAt: instant("settled_at"),
  },
  (t) => [
    uniqueIndex("orders_one_open").on(t.userId, t.priceId).where(sql`state = 'open'`),
    uniqueIndex("orders_session").on(t.stripeSessionId),
    index("orders_user").on(t.userId),
  ],
);

/** Money that moved: one row per paid Stripe invoice or one-off payment (`charge`), one per refund (`refund`, negative). */
export const payments = table(
  "payments",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    userId: text("user_id").references(() => users.id, { onDelete: "set null" }),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    priceId: text("price_id")
      .notNull()
      .references(() => prices.id),
    kind: text("kind").notNull(),
    amount: int("amount").notNull(),
    currency: text("currency").notNull(),
    /** Invoice, payment intent or refund id: what makes recording it twice impossible. */
    stripeId: text("stripe_id").notNull(),
    number: text("number").notNull(),
    periodStart: instant("period_start"),
    periodEnd: instant("period_end"),
    at: instant("at").notNull(),
  },
  (t) => [
    uniqueIndex("payments_stripe").on(t.stripeId),
    uniqueIndex("payments_number").on(t.communityId, t.number),
    index("payments_community_at").on(t.communityId, t.at),
    index("payments_user").on(t.userId),
  ],
);

/** Webhook events already received. The unique id makes a redelivery a no-op. */
export const stripeEvents = table("stripe_events", {
  id: text("id").primaryKey(),
  type: text("type").notNull(),
  customerId: text("customer_id"),
  createdAt: instant("created_at").notNull(),
  receivedAt: instant("received_at").notNull(),
});
