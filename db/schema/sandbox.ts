import { bool, index, instant, int, json, table, text } from "../dialect";

/** The payment sandbox's own world: Stripe-shaped objects. Nothing outside lib/billing/sandbox reads it. */
export const sandboxObjects = table(
  "sandbox_objects",
  {
    id: text("id").primaryKey(),
    /** The connected account it belongs to; "" is the platform's own. */
    account: text("account").notNull().default(""),
    kind: text("kind").notNull(),
    customerId: text("customer_id"),
    /** What the next clock tick looks at: a subscription's period end, a session's expiry. */
    dueAt: instant("due_at"),
    body: json<Record<string, unknown>>("body").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    index("sandbox_objects_customer").on(t.customerId, t.kind, t.createdAt),
    index("sandbox_objects_kind").on(t.kind, t.createdAt),
    index("sandbox_objects_due").on(t.kind, t.dueAt),
    index("sandbox_objects_account").on(t.account, t.kind, t.createdAt),
  ],
);

/** Answers already given to an idempotency key, replayed to a retry. */
export const sandboxIdempotency = table("sandbox_idempotency", {
  key: text("key").primaryKey(),
  request: text("request").notNull(),
  status: int("status").notNull(),
  response: json<Record<string, unknown>>("response").notNull(),
  createdAt: instant("created_at").notNull(),
});

/** Webhooks to deliver, with their tries. */
export const sandboxDeliveries = table(
  "sandbox_deliveries",
  {
    eventId: text("event_id").primaryKey(),
    account: text("account").notNull().default(""),
    /** How often it is sent, and not before when: the disorder a test or the control page asks for. */
    copies: int("copies").notNull().default(1),
    notBefore: instant("not_before"),
    delivered: bool("delivered").notNull(),
    attempts: int("attempts").notNull(),
    nextTryAt: instant("next_try_at").notNull(),
    lastStatus: int("last_status"),
  },
  (t) => [index("sandbox_deliveries_due").on(t.delivered, t.nextTryAt)],
);

/** Failures the sandbox was asked to show: the next `times` requests whose path begins with `path` fail this way. */
export const sandboxFaults = table("sandbox_faults", {
  id: text("id").primaryKey(),
  path: text("path").notNull(),
  /** `500`, `429`, `402`, `slow` (answers after `slowMs`) or `lost` (done, but the answer never arrives). */
  kind: text("kind").notNull(),
  times: int("times").notNull(),
  slowMs: int("slow_ms"),
});
