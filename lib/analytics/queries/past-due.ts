import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { memberPeriods } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { dayMs } from "@/lib/platform/clock";
import type { MemberFilter } from "@/lib/segments/types";

/** A failed renewal is tried again for three weeks and grace lasts no longer: what is older has been settled. */
const lookBackDays = 30;

/**
 * Paid periods that run at `t` although their renewal could not be charged: (member_id, currency, amount, since). The
 * list of verbs is that of the index `journal_turns`, which SQLite uses only when it stands there word for word.
 * `+k.at` keeps it from walking everything since: the few entries of one subscription are found by their object.
 */
export const pastDuePeriods = (communityId: string, t: Date, segment: MemberFilter): SQL => sql`
  select p.member_id, p.currency, p.monthly_amount as amount, max(j.at) as since
  from ${journal} j
    join ${memberPeriods} p on p.community_id = j.community_id and p.member_id = j.member_id
      and p.scope = 'paying' and p.source_id = j.object_id
  where j.community_id = ${communityId} and j.verb = 'subscription.past_due'
    and j.verb in ('member.role_changed', 'subscription.past_due', 'subscription.recovered', 'trial.started', 'trial.ended')
    and j.at > ${t.getTime() - lookBackDays * dayMs} and j.at <= ${t.getTime()}
    and p.starts_at <= ${t.getTime()} and (p.ends_at is null or p.ends_at > ${t.getTime()})
    and not exists (
      select 1 from ${journal} k
      where k.community_id = j.community_id and k.object_id = j.object_id and k.verb = 'subscription.recovered'
        and +k.at >= j.at and +k.at <= ${t.getTime()})${segment === null ? sql`` : sql` and ${segment(sql`p.member_id`)}`}
  group by p.member_id, p.currency, p.monthly_amount, p.source_id`;

/** How many paid periods are past due within grace at `t`, and how much MRR they are, by currency. */
export async function listPastDue(
  communityId: string,
  t: Date,
  segment: MemberFilter,
): Promise<{ currency: string; mrr: number; count: number }[]> {
  return read()
    .select({
      currency: sql<string>`currency`,
      mrr: sql<number>`sum(amount)`.mapWith(Number),
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(sql`(${pastDuePeriods(communityId, t, segment)}) as late`)
    .groupBy(sql`currency`);
}
