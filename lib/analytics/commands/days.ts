import "server-only";
import { and, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activityDays, interactionDays, moneyDays } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { addDays, startOfDay } from "@/lib/platform/calendar";
import { interactionVerbs } from "../activity";
import { moneyVerbs } from "../days";
import type { Projecting } from "../projecting";
import { recordedBy } from "../queries/journal-streams";

/**
 * Counts one day anew from the journal and puts it in the place of what stood there. The database counts what
 * `summariseDay` would (lib/analytics/days.ts says what counts; verifying compares the two).
 */
export async function projectDay(tx: Tx, projecting: Projecting, day: string): Promise<void> {
  const { communityId } = projecting;
  await tx.delete(activityDays).where(and(eq(activityDays.communityId, communityId), eq(activityDays.day, day)));
  await tx.delete(moneyDays).where(and(eq(moneyDays.communityId, communityId), eq(moneyDays.day, day)));
  const ofDay = entriesOf(projecting, day);
  await tx.insert(activityDays).select(sql`
    select cast(${communityId} as text), cast(${day} as text), member_id, kind, count(*)
    from (
      select ${journal.memberId} as member_id, ${kindOfInteraction} as kind
      from ${journal}
      where ${ofDay} and ${inArray(journal.verb, [...interactionVerbs])} and ${journal.memberId} is not null
    ) as done
    where kind is not null
    group by member_id, kind`);
  await tx
    .delete(interactionDays)
    .where(and(eq(interactionDays.communityId, communityId), eq(interactionDays.day, day)));
  await tx.insert(interactionDays).select(sql`
    select ${activityDays.communityId}, ${activityDays.day}, ${activityDays.kind}, sum(${activityDays.count})
    from ${activityDays}
    where ${and(eq(activityDays.communityId, communityId), eq(activityDays.day, day))}
    group by ${activityDays.communityId}, ${activityDays.day}, ${activityDays.kind}`);
  await tx.insert(moneyDays).select(sql`
    select cast(${communityId} as text), cast(${day} as text), currency, kind, product_kind, sum(amount), count(*)
    from (
      select ${journal.currency} as currency, ${journal.amount} as amount,
        case when ${journal.verb} = 'payment.charged' then 'charge' else 'refund' end as kind,
        coalesce(${journal.detail} ->> 'productKind', '') as product_kind
      from ${journal}
      where ${ofDay} and ${inArray(journal.verb, [...moneyVerbs])}
        and ${journal.currency} is not null and ${journal.amount} is not null
    ) as moved
    group by currency, kind, product_kind`);
}

/** `interactionOf` as SQL. `->` gives true as JSON on both engines, `->>` does not. */
const kindOfInteraction = sql`case
  when ${journal.verb} = 'reaction.added' then 'reaction'
  when ${journal.verb} = 'comment.added' and (${journal.detail} ->> 'postKind') = 'question'
    and coalesce(cast(${journal.detail} -> 'reply' as text), '') <> 'true' then 'answer'
  when ${journal.verb} = 'comment.added' then 'comment'
  when (${journal.detail} ->> 'kind') in ('discussion', 'question') then ${journal.detail} ->> 'kind'
  end`;

const entriesOf = (projecting: Projecting, day: string) =>
  and(
    recordedBy(projecting),
    gte(journal.at, startOfDay(day, projecting.zone)),
    lt(journal.at, startOfDay(addDays(day, 1), projecting.zone)),
  );

/** Removes what stands on days before `first` or from `end` on: nothing in the journal makes it. */
export async function deleteDaysOutside(
  tx: Tx,
  { communityId }: Projecting,
  first: string,
  end: string,
): Promise<void> {
  for (const table of [activityDays, interactionDays, moneyDays]) {
    await tx.delete(table).where(and(eq(table.communityId, communityId), lt(table.day, first)));
    await tx.delete(table).where(and(eq(table.communityId, communityId), gte(table.day, end)));
  }
}
