import { sql } from "drizzle-orm";
import { index, instant, int, json, table, text } from "../dialect";

/**
 * Everything that happened, appended in the transaction that made it happen and never changed. `at` is when it counts
 * in the story, `recordedAt` the real time at which it was written (they differ for what Stripe reports late).
 */
export const journal = table(
  "journal",
  {
    id: text("id").primaryKey(),
    communityId: text("community_id").notNull(),
    at: instant("at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    actorId: text("actor_id"),
    verb: text("verb").notNull(),
    memberId: text("member_id"),
    objectKind: text("object_kind"),
    objectId: text("object_id"),
    amount: int("amount"),
    currency: text("currency"),
    detail: json<Record<string, string | number | boolean | null>>("detail").notNull(),
  },
  (t) => [
    index("journal_community_at").on(t.communityId, t.at),
    index("journal_community_recorded").on(t.communityId, t.recordedAt),
    index("journal_object").on(t.communityId, t.objectId),
    index("journal_member").on(t.communityId, t.memberId, t.at),
    // Turns in what a member is, few among everything that happens: segments ask for them over a whole community.
    index("journal_turns")
      .on(t.communityId, t.verb, t.at)
      .where(
        sql`verb in ('member.role_changed', 'subscription.past_due', 'subscription.recovered', 'trial.started', 'trial.ended')`,
      ),
    /** Cancellations and how paying ended: a few entries among millions, read by lib/feedback/queries/reasons.ts. */
    index("journal_leaving")
      .on(t.communityId, t.at)
      .where(sql`verb in ('subscription.cancelled', 'subscription.resumed', 'paying.ended')`),
    // What makes periods, member by member, and what accepts answers: lib/analytics/commands reads these streams alone.
    index("journal_periods")
      .on(t.communityId, t.memberId, t.at)
      .where(sql`verb in ('member.joined', 'member.left', 'paying.started', 'paying.changed', 'paying.ended')`),
    /** When somebody was first charged: read by lib/analytics/commands/histories.ts without touching the journal. */
    index("journal_first_charges")
      .on(t.communityId, t.memberId, t.currency, t.at, t.recordedAt)
      .where(sql`verb = 'payment.charged' and amount > 0`),
    index("journal_answers").on(t.communityId, t.at).where(sql`verb in ('answer.accepted', 'answer.unaccepted')`),
  ],
);
