import { bool, index, instant, int, json, primaryKey, table, text, uniqueIndex } from "../dialect";
import { communities } from "./communities";
import { users } from "./identity";

const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" });

/** The Stripe account a community connected, into which its sales go. */
export const stripeAccounts = table(
  "stripe_accounts",
  {
    communityId: text("community_id")
      .primaryKey()
      .references(() => communities.id, { onDelete: "cascade" }),
    account: text("account").notNull(),
    /** `onboarding`, `active`, `restricted` or `disconnected`. */
    state: text("state").notNull(),
    chargesEnabled: bool("charges_enabled").notNull(),
    payoutsEnabled: bool("payouts_enabled").notNull(),
    detailsSubmitted: bool("details_submitted").notNull(),
    country: text("country"),
    createdAt: instant("created_at").notNull(),
    syncedAt: instant("synced_at").notNull(),
    disconnectedAt: instant("disconnected_at"),
  },
  (t) => [uniqueIndex("stripe_accounts_account").on(t.account)],
);

/** What of ours exists at Stripe, in which account and under which id there. `kind` is `product`, `price` or `coupon`. */
export const published = table(
  "published",
  {
    account: text("account").notNull().default(""),
    kind: text("kind").notNull(),
    localId: text("local_id").notNull(),
    stripeId: text("stripe_id").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.account, t.kind, t.localId] }),
    uniqueIndex("published_stripe").on(t.account, t.stripeId),
  ],
);

/** A mail owed to somebody. Its key makes owing it twice impossible; rows stay, so that it is never sent again. */
export const notices = table(
  "notices",
  {
    key: text("key").primaryKey(),
    kind: text("kind").notNull(),
    communityId: community(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Ids only. */
    payload: json<Record<string, string>>("payload").notNull(),
    at: instant("at").notNull(),
    /** `waiting`, `sent` or `skipped`. */
    state: text("state").notNull(),
    sentAt: instant("sent_at"),
  },
  (t) => [index("notices_state").on(t.state, t.at), index("notices_user").on(t.userId)],
);

/** One look at everything Stripe says, of a community or (null) of all. */
export const reconcileRuns = table(
  "reconcile_runs",
  {
    id: text("id").primaryKey(),
    communityId: text("community_id").references(() => communities.id, { onDelete: "cascade" }),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    startedBy: text("started_by"),
    looked: int("looked").notNull().default(0),
    repaired: int("repaired").notNull().default(0),
    failed: int("failed").notNull().default(0),
  },
  (t) => [index("reconcile_runs_community").on(t.communityId, t.startedAt)],
);

/** What such a look had to repair: what our books said and what Stripe said. */
export const differences = table(
  "differences",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => reconcileRuns.id, { onDelete: "cascade" }),
    communityId: text("community_id").notNull(),
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    ours: text("ours").notNull(),
    theirs: text("theirs").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("differences_run").on(t.runId), index("differences_community").on(t.communityId, t.at)],
);
