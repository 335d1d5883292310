import { sql } from "drizzle-orm";
import { check, index, instant, int, json, table, text, uniqueIndex } from "../dialect";
import { orders, prices, products } from "./billing";
import { communities } from "./communities";
import { users } from "./identity";

const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" });
const user = (name: string) =>
  text(name)
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** A code that lowers a price. Its terms never change: another offer is another row. `taken` counts open and paid uses. */
export const coupons = table(
  "coupons",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    code: text("code").notNull(),
    /** NFKC, upper case, without spaces and dashes: what a typed code is compared with. */
    codeKey: text("code_key").notNull(),
    /** Hundredths of a percent, or a fixed amount in minor units of `currency`: exactly one of both. */
    percentBp: int("percent_bp"),
    amountOff: int("amount_off"),
    currency: text("currency"),
    /** `once`, `months` (for `months` of them) or `forever`. */
    duration: text("duration").notNull(),
    months: int("months"),
    startsAt: instant("starts_at"),
    endsAt: instant("ends_at"),
    maxTotal: int("max_total"),
    maxPerPerson: int("max_per_person"),
    taken: int("taken").notNull().default(0),
    /** Empty for every product. */
    productIds: json<string[]>("product_ids").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by"),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    uniqueIndex("coupons_code").on(t.communityId, t.codeKey).where(sql`archived_at is null`),
    check("coupons_one_form", sql`(percent_bp is null) <> (amount_off is null)`),
    check("coupons_taken", sql`taken >= 0 and (max_total is null or taken <= max_total)`),
  ],
);

/** One use of a coupon, reserved with its order. `slot` makes "n per person" a matter of a unique key. */
export const couponUses = table(
  "coupon_uses",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    couponId: text("coupon_id")
      .notNull()
      .references(() => coupons.id, { onDelete: "cascade" }),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id, { onDelete: "cascade" }),
    userId: user("user_id"),
    personKey: text("person_key").notNull(),
    /** `reserved` → `counted` (paid) → `freed` (all given back), or `reserved` → `released`. */
    state: text("state").notNull(),
    slot: int("slot").notNull(),
    reservedAt: instant("reserved_at").notNull(),
    settledAt: instant("settled_at"),
  },
  (t) => [
    uniqueIndex("coupon_uses_order").on(t.orderId),
    uniqueIndex("coupon_uses_slot").on(t.couponId, t.personKey, t.slot).where(sql`state in ('reserved', 'counted')`),
    index("coupon_uses_coupon").on(t.couponId, t.state),
  ],
);

/** Who has tried a community already, by a key of their address or of their card. Keys, so that nothing can be read back. */
export const trialUses = table(
  "trial_uses",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    /** `email` or `card`. */
    kind: text("kind").notNull(),
    keyHash: text("key_hash").notNull(),
    userId: user("user_id"),
    subscriptionId: text("subscription_id"),
    orderId: text("order_id"),
    at: instant("at").notNull(),
  },
  (t) => [uniqueIndex("trial_uses_key").on(t.communityId, t.kind, t.keyHash), index("trial_uses_user").on(t.userId)],
);

/** A pass bought for somebody else. Its code is derived from the id; the row keeps only the code's digest. */
export const gifts = table(
  "gifts",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id, { onDelete: "cascade" }),
    priceId: text("price_id")
      .notNull()
      .references(() => prices.id),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    termDays: int("term_days"),
    buyerId: user("buyer_id"),
    codeHash: text("code_hash").notNull(),
    toEmail: text("to_email"),
    note: text("note").notNull().default(""),
    /** `waiting` → `redeemed`, or `void` (refunded or run out before). */
    state: text("state").notNull(),
    redeemedBy: text("redeemed_by").references(() => users.id, { onDelete: "set null" }),
    redeemedAt: instant("redeemed_at"),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("gifts_order").on(t.orderId),
    uniqueIndex("gifts_code").on(t.codeHash),
    index("gifts_buyer").on(t.buyerId),
    index("gifts_redeemer").on(t.redeemedBy),
    index("gifts_waiting").on(t.state, t.expiresAt),
  ],
);

/** Access given without money: by the owner (`comp`), or a person's one trial without a card (`trial`). */
export const comps = table(
  "comps",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    userId: user("user_id"),
    memberId: text("member_id").notNull(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    kind: text("kind").notNull(),
    reason: text("reason").notNull().default(""),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at"),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by"),
    endedAt: instant("ended_at"),
    endedBy: text("ended_by"),
  },
  (t) => [
    uniqueIndex("comps_one_trial").on(t.communityId, t.userId, t.kind, t.productId).where(sql`kind = 'trial'`),
    index("comps_holder").on(t.communityId, t.userId),
    index("comps_user").on(t.userId),
  ],
);
