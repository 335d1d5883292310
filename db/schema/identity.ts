import { bool, index, instant, int, primaryKey, table, text, uniqueIndex } from "../dialect";

/** One person on this installation. `emailCanonical` is the one form under which an address is unique. */
export const users = table(
  "users",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull(),
    emailCanonical: text("email_canonical").notNull(),
    emailVerifiedAt: instant("email_verified_at"),
    name: text("name").notNull(),
    handle: text("handle").notNull(),
    bio: text("bio").notNull(),
    locale: text("locale"),
    passwordHash: text("password_hash"),
    isOperator: bool("is_operator").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("users_email_canonical").on(t.emailCanonical), uniqueIndex("users_handle").on(t.handle)],
);

/** A sign-in with GitHub or Google. */
export const accounts = table(
  "accounts",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] }), index("accounts_user").on(t.userId)],
);

/** A signed-in browser. Only the sha256 of the cookie's token is stored. Times here are real time, not story time. */
export const sessions = table(
  "sessions",
  {
    id: text("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    remember: bool("remember").notNull(),
    userAgent: text("user_agent").notNull(),
    address: text("address").notNull(),
    createdAt: instant("created_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [uniqueIndex("sessions_token_hash").on(t.tokenHash), index("sessions_user").on(t.userId)],
);

/**
 * A link sent by mail: confirm an address, reset a password, sign in. The token itself is never stored: it is
 * derived from the row's id with the installation's secret, and its sha256 stands here.
 */
export const mailTokens = table(
  "mail_tokens",
  {
    id: text("id").primaryKey(),
    purpose: text("purpose").notNull(),
    email: text("email").notNull(),
    userId: text("user_id").references(() => users.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [uniqueIndex("mail_tokens_hash").on(t.tokenHash), index("mail_tokens_email").on(t.email, t.purpose)],
);

/** Fixed-window counters for rate limits, keyed by action and account or address. */
export const rateLimits = table(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    windowEndsAt: instant("window_ends_at").notNull(),
    count: int("count").notNull(),
  },
  (t) => [index("rate_limits_window").on(t.windowEndsAt)],
);
