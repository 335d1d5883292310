import { sql } from "drizzle-orm";
import { bool, check, index, instant, int, primaryKey, table, text, uniqueIndex } from "../dialect";
import { communities, members } from "./communities";
import { users } from "./identity";

const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" });

/** Which Stripe account something belongs to: "" is the installation's own, else a community's connected one. */
const account = () => text("account").notNull().default("");

/** The unit of paid access. A product carries benefits; a post asks for one. `postId` marks the benefit of one post. */
export const benefits = table(
  "benefits",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    /** `texts` (what plans open) or `post` (one post, `postId` set). */
    kind: text("kind").notNull().default("texts"),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    postId: text("post_id"),
    position: int("position").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (t) => [index("benefits_community").on(t.communityId), uniqueIndex("benefits_post").on(t.postId)],
);

/**
 * What is sold: `free`, `subscription` (month and year prices), `one_off` (a single post, `postId` set), `pass` (a time
 * paid in advance) or `bundle` (several one-offs). Of one `family` a person has at most one running subscription.
 */
export const products = table(
  "products",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    promise: text("promise").notNull(),
    description: text("description").notNull().default(""),
    descriptionHtml: text("description_html").notNull().default(""),
    position: int("position").notNull(),
    featured: bool("featured").notNull().default(false),
    postId: text("post_id"),
    family: text("family").notNull().default("plans"),
    /** Whether access `ends` with a full refund or `stays`. */
    accessAfterRefund: text("access_after_refund").notNull().default("ends"),
    /** Days of a trial that asks for a card, and of one that does not. 0 is none. */
    trialDays: int("trial_days").notNull().default(0),
    freeTrialDays: int("free_trial_days").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    index("products_community").on(t.communityId, t.position),
    index("products_post").on(t.postId),
    uniqueIndex("products_one_free").on(t.communityId).where(sql`kind = 'free'`),
  ],
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

/** What a bundle consists of. */
export const bundleItems = table(
  "bundle_items",
  {
    communityId: community(),
    bundleProductId: text("bundle_product_id")
      .notNull()
      .references(() => products.id, { onDelete: "cascade" }),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
  },
  (t) => [primaryKey({ columns: [t.bundleProductId, t.productId] })],
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
    /** `month`, `year`, or null for what is paid once. */
    interval: text("interval"),
    /** Of a pass or a one-off for a time: its length, or its fixed end. Both null: for good. */
    termDays: int("term_days"),
    termUntil: instant("term_until"),
    createdAt: instant("created_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    index("prices_product").on(t.productId),
    uniqueIndex("prices_on_sale")
      .on(
        t.productId,
        t.currency,
        sql`coalesce(interval, '')`,
        sql`coalesce(term_days, 0)`,
        sql`coalesce(term_until, 0)`,
      )
      .where(sql`archived_at is null`),
    check("prices_one_term", sql`term_days is null or term_until is null`),
  ],
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
    /** The one end that decides. It may lie after `paidUntil`: a renewal is awaited, or the grace of a failed one. */
    endsAt: instant("ends_at"),
    /** Until when it is paid for: what pages show. */
    paidUntil: instant("paid_until"),
    /** `subscription`, `order`, `gift`, `comp` or `trial`; with `sourceId` it says what this comes from. */
    sourceKind: text("source_kind").notNull(),
    sourceId: text("source_id").notNull(),
    /** Why it ends when it does: `renewing`, `grace`, `disputed`, `refunded`, `carried`; null for the plain end. */
    sourceNote: text("source_note"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("grants_source").on(t.sourceKind, t.sourceId, t.benefitId, t.startsAt),
    index("grants_holder").on(t.communityId, t.userId),
    index("grants_ending").on(t.endsAt),
  ],
);

/** A person's Stripe customer. One per person and account; "" is the installation's own account. */
export const customers = table(
  "customers",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    account: account(),
    stripeCustomerId: text("stripe_customer_id").notNull(),
    /** Grows with each applied sync: a sync that read Stripe before another one committed starts over. */
    syncVersion: int("sync_version").notNull().default(0),
    syncedAt: instant("synced_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.account] }),
    uniqueIndex("customers_stripe").on(t.account, t.stripeCustomerId),
    index("customers_synced").on(t.syncedAt),
  ],
);

/** What Stripe last said of a subscription. At most one live one per person, community and family of plans. */
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
    family: text("family").notNull().default("plans"),
    orderId: text("order_id"),
    account: account(),
    stripeSubscriptionId: text("stripe_subscription_id").notNull(),
    /** Stripe's word: active, past_due, canceled, unpaid, incomplete, incomplete_expired, trialing, paused. */
    status: text("status").notNull(),
    live: bool("live").notNull(),
    startedAt: instant("started_at").notNull(),
    currentPeriodStart: instant("current_period_start").notNull(),
    currentPeriodEnd: instant("current_period_end").notNull(),
    cancelAtPeriodEnd: bool("cancel_at_period_end").notNull(),
    cancelReason: text("cancel_reason"),
    cancelComment: text("cancel_comment"),
    trialEndsAt: instant("trial_ends_at"),
    pausedAt: instant("paused_at"),
    resumesAt: instant("resumes_at"),
    /** The price it changes to and when, agreed with Stripe as a schedule. */
    pendingPriceId: text("pending_price_id"),
    pendingAt: instant("pending_at"),
    stripeScheduleId: text("stripe_schedule_id"),
    couponId: text("coupon_id"),
    discountUntil: instant("discount_until"),
    paymentFailedAt: instant("payment_failed_at"),
    /** Ids of the orders and gifts whose unused days came first, separated by commas. */
    carriedFrom: text("carried_from"),
    /** How many of our calls that charge at once Stripe has refused: part of the next one's idempotency key. */
    refusedCalls: int("refused_calls").notNull().default(0),
    endedAt: instant("ended_at"),
    syncedAt: instant("synced_at").notNull(),
  },
  (t) => [
    uniqueIndex("subscriptions_stripe").on(t.account, t.stripeSubscriptionId),
    uniqueIndex("subscriptions_one_live").on(t.communityId, t.userId, t.family).where(sql`live`),
    index("subscriptions_user").on(t.userId, t.communityId, t.live),
    index("subscriptions_community").on(t.communityId, t.live),
  ],
);

/**
 * What somebody owned already when they bought a bundle, and how much less it cost for that: giving the item back
 * afterwards gives back no more than the bundle left of it.
 */
export const orderCredits = table(
  "order_credits",
  {
    communityId: community(),
    /** The order of the bundle. */
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id, { onDelete: "cascade" }),
    /** The order by which the item had been bought. */
    creditedOrderId: text("credited_order_id")
      .notNull()
      .references(() => orders.id, { onDelete: "cascade" }),
    amount: int("amount").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.creditedOrderId] }),
    index("order_credits_credited").on(t.creditedOrderId),
  ],
);

/** A checkout somebody was sent to. One open one per person, price and kind: two tabs resume the same. */
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
    account: account(),
    /** `subscription`, `payment` (for oneself, once) or `gift`. */
    kind: text("kind").notNull().default("payment"),
    /** `amount` is what is charged: the list amount without what is owned already (a bundle) and the coupon's part. */
    amount: int("amount").notNull(),
    listAmount: int("list_amount").notNull().default(0),
    creditAmount: int("credit_amount").notNull().default(0),
    discountAmount: int("discount_amount").notNull().default(0),
    currency: text("currency").notNull(),
    couponId: text("coupon_id"),
    couponUseId: text("coupon_use_id"),
    trialDays: int("trial_days").notNull().default(0),
    trialUntil: instant("trial_until"),
    /** Of a gift: where its code is to be sent, and what the buyer says with it. */
    giftTo: text("gift_to"),
    giftNote: text("gift_note"),
    /** open → paid, or open → expired. Terminal states win. */
    state: text("state").notNull(),
    stripeSessionId: text("stripe_session_id"),
    stripePaymentIntentId: text("stripe_payment_intent_id"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    paidAt: instant("paid_at"),
    settledAt: instant("settled_at"),
    refundedAmount: int("refunded_amount").notNull().default(0),
    /** The moment of the refund that made it full. */
    refundedAt: instant("refunded_at"),
    disputedAt: instant("disputed_at"),
    /** Stripe's word for the dispute. */
    disputeState: text("dispute_state"),
  },
  (t) => [
    uniqueIndex("orders_one_open").on(t.userId, t.priceId, t.kind).where(sql`state = 'open'`),
    uniqueIndex("orders_session").on(t.stripeSessionId),
    index("orders_user").on(t.userId),
    index("orders_community").on(t.communityId, t.createdAt, t.id),
    index("orders_intent").on(t.account, t.stripePaymentIntentId),
  ],
);

/**
 * Money that moved: one row per paid Stripe invoice or one-off payment (`charge`), one per refund (`refund`, negative),
 * one per dispute (`dispute`, negative) and one when it is won (`dispute_won`).
 */
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
    account: account(),
    orderId: text("order_id"),
    subscriptionId: text("subscription_id"),
    /** Of a refund or a dispute: the payment it takes back. */
    chargedId: text("charged_id"),
    amount: int("amount").notNull(),
    discountAmount: int("discount_amount").notNull().default(0),
    currency: text("currency").notNull(),
    /** What Stripe kept and what is left, in the currency Stripe settles in; null until Stripe says. */
    feeAmount: int("fee_amount"),
    feeCurrency: text("fee_currency"),
    netAmount: int("net_amount"),
    balanceTransactionId: text("balance_transaction_id"),
    /** `card`, `alipay`, `wechat_pay`. */
    method: text("method"),
    stripePaymentIntentId: text("stripe_payment_intent_id"),
    stripeChargeId: text("stripe_charge_id"),
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
    // With the time: SQLite would rather walk all that a community was ever paid than look at one person's payments.
    // The rest is what is added up of some people's payments, without reading the payments.
    index("payments_person").on(t.userId, t.communityId, t.at, t.kind, t.productId, t.currency, t.amount),
    index("payments_intent").on(t.account, t.stripePaymentIntentId),
    index("payments_charged").on(t.chargedId),
  ],
);

/** Webhook events already received. The unique id makes a redelivery a no-op. */
export const stripeEvents = table(
  "stripe_events",
  {
    account: account(),
    id: text("id").notNull(),
    type: text("type").notNull(),
    /** `noted`, or `ignored` when it came from an account that is none of ours. */
    state: text("state").notNull().default("noted"),
    customerId: text("customer_id"),
    createdAt: instant("created_at").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.id] })],
);
