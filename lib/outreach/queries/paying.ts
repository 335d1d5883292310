import "server-only";
import { and, asc, eq, gt, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { memberPeriods, memberSpans } from "@/db/schema/analytics";
import { grants, orders, products, subscriptions } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { comps, gifts } from "@/db/schema/selling";
import { dayMs } from "@/lib/platform/clock";
import { type MemberRun, type Moment, runsAt, within } from "./moment";

/** What they paid for, by the month or year; somebody with two subscriptions has two rows. */
export async function listTerms({ communityId, asOf }: Moment, run: MemberRun) {
  return read()
    .select({
      memberId: memberPeriods.memberId,
      startsAt: memberPeriods.startsAt,
      monthlyAmount: memberPeriods.monthlyAmount,
      currency: memberPeriods.currency,
      productId: memberPeriods.productId,
      interval: memberPeriods.interval,
    })
    .from(memberPeriods)
    .where(
      and(
        eq(memberPeriods.communityId, communityId),
        eq(memberPeriods.scope, "paying"),
        within(memberPeriods.memberId, run),
        runsAt(asOf),
      ),
    )
    .orderBy(asc(memberPeriods.memberId), asc(memberPeriods.startsAt), asc(memberPeriods.sourceId));
}

/** As a sum, so that no index over time is taken: the entries of one object are few, those before a moment all. */
const knownAt = (asOf: Date) => sql`${journal.at} + 0 <= ${asOf.getTime()}`;

const turns = ["subscription.cancelled", "subscription.resumed", "subscription.past_due", "subscription.recovered"];

const lastAt = (verb: string) =>
  sql<number>`coalesce(max(case when ${journal.verb} = ${verb} then ${journal.at} end), 0)`.mapWith(Number);

/** When the running subscription was last cancelled, kept after all, not paid and paid; 0 for never. Milliseconds. */
export async function listTurns({ communityId, asOf }: Moment, run: MemberRun) {
  return read()
    .select({
      memberId: memberPeriods.memberId,
      cancelled: lastAt("subscription.cancelled"),
      resumed: lastAt("subscription.resumed"),
      pastDue: lastAt("subscription.past_due"),
      recovered: lastAt("subscription.recovered"),
    })
    .from(memberPeriods)
    .innerJoin(
      journal,
      and(eq(journal.communityId, memberPeriods.communityId), eq(journal.objectId, memberPeriods.sourceId)),
    )
    .where(
      and(
        eq(memberPeriods.communityId, communityId),
        eq(memberPeriods.scope, "paying"),
        within(memberPeriods.memberId, run),
        runsAt(asOf),
        inArray(journal.verb, turns),
        knownAt(asOf),
      ),
    )
    .groupBy(memberPeriods.memberId);
}

/**
 * What opens the community to members who do not pay by the month or year: passes, gifts and trials that ran at the
 * moment, and what was known then to follow them. A pass's end is the one its beginning told of, so that a refund
 * made later does not reach back.
 */
export async function listPrepaid({ communityId, asOf }: Moment, userIds: readonly string[]) {
  const at = asOf.getTime();
  return read()
    .select({
      userId: grants.userId,
      sourceKind: grants.sourceKind,
      startsAt: grants.startsAt,
      endsAt: grants.endsAt,
      told: journal.detail,
      trialEndsAt: subscriptions.trialEndsAt,
      productId: products.id,
      productKind: products.kind,
    })
    .from(grants)
    .leftJoin(
      journal,
      and(
        eq(journal.communityId, grants.communityId),
        eq(journal.objectId, grants.id),
        eq(journal.verb, "grant.started"),
        knownAt(asOf),
      ),
    )
    .leftJoin(orders, and(eq(grants.sourceKind, "order"), eq(orders.id, grants.sourceId)))
    .leftJoin(gifts, and(eq(grants.sourceKind, "gift"), eq(gifts.id, grants.sourceId)))
    .leftJoin(comps, and(eq(grants.sourceKind, "trial"), eq(comps.id, grants.sourceId)))
    .leftJoin(subscriptions, and(eq(grants.sourceKind, "subscription"), eq(subscriptions.id, grants.sourceId)))
    .leftJoin(
      products,
      eq(
        products.id,
        sql`coalesce(${orders.productId}, ${gifts.productId}, ${comps.productId}, ${subscriptions.productId})`,
      ),
    )
    .where(
      and(
        eq(grants.communityId, communityId),
        amongIds(grants.userId, idList(userIds)),
        inArray(grants.sourceKind, ["order", "gift", "trial", "subscription"]),
        isNotNull(grants.endsAt),
        sql`${grants.endsAt} + 0 > ${at}`,
        // Bought before the moment, or begun by then: what a later purchase adds was not known.
        sql`(${grants.createdAt} <= ${at} or ${grants.startsAt} <= ${at})`,
      ),
    )
    .orderBy(asc(grants.userId), asc(grants.startsAt), asc(grants.id));
}

/** Whose paying ended in the given time after the moment, of those who paid at it: what the score should have seen. */
export async function listLeavers({ communityId, asOf }: Moment, days: number): Promise<Set<string>> {
  const rows = await read()
    .select({ memberId: memberSpans.memberId })
    .from(memberSpans)
    .where(
      and(
        eq(memberSpans.communityId, communityId),
        eq(memberSpans.scope, "paying"),
        lte(memberSpans.startsAt, asOf),
        gt(memberSpans.endsAt, asOf),
        lte(memberSpans.endsAt, new Date(asOf.getTime() + days * dayMs)),
      ),
    );
  return new Set(rows.map(({ memberId }) => memberId));
}
