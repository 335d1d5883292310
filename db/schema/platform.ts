import { index, instant, int, json, table, text, uniqueIndex } from "../dialect";

/** Facts about the installation itself: `demo`, `clock_offset_ms`, `comments_pipeline_version`. */
export const installation = table("installation", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
});

/** Work to do after a commit. `uniqueKey` makes enqueueing idempotent; payloads carry ids only. */
export const jobs = table(
  "jobs",
  {
    id: text("id").primaryKey(),
    kind: text("kind").notNull(),
    payload: json<Record<string, string>>("payload").notNull(),
    uniqueKey: text("unique_key"),
    state: text("state").notNull(),
    runAt: instant("run_at").notNull(),
    attempts: int("attempts").notNull(),
    leaseOwner: text("lease_owner"),
    leaseEndsAt: instant("lease_ends_at"),
    lastError: text("last_error"),
    createdAt: instant("created_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [uniqueIndex("jobs_unique_key").on(t.uniqueKey), index("jobs_ready").on(t.state, t.runAt)],
);
