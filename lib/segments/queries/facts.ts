import "server-only";
import { type AnyColumn, and, eq, gt, gte, inArray, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { memberPeriods, memberSpans } from "@/db/schema/analytics";
import { grants, orders, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import { riskScores } from "@/db/schema/outreach";
import { arrivals } from "@/db/schema/sightings";
import type { DayWindow } from "../windows";

/**
 * What is known of a community's members at a moment, as derived tables with one row per member: a segment joins the
 * ones its rule asks for. Each holds facts up to `asOf` only, so that the answer for a past moment stays what it was.
 */
export interface Moment {
  communityId: string;
  asOf: Date;
  /** The one member it is about: facts of the others need not be gathered. */
  only?: string;
}

/** Narrows a derived table to the one member asked about, if there is one. */
export const about = (only: string | undefined, memberId: AnyColumn) =>
  only === undefined ? undefined : eq(memberId, only);

/** Periods of these rows run at the moment: [startsAt, endsAt). */
const runs = (asOf: Date, { startsAt, endsAt }: { startsAt: AnyColumn; endsAt: AnyColumn }) =>
  and(lte(startsAt, asOf), or(isNull(endsAt), gt(endsAt, asOf)));

/** How many rows of a member there are, as the value of a derived table. */
export const counted = (name: string) => sql<number>`count(*)`.as(`${name}_value`);

/** The membership or paying that runs, with its start. */
export const runningSpans = ({ communityId, asOf, only }: Moment, scope: "member" | "paying", name: string) =>
  read()
    .select({ memberId: memberSpans.memberId, value: sql<number>`${memberSpans.startsAt}`.as(`${name}_value`) })
    .from(memberSpans)
    .where(
      and(
        eq(memberSpans.communityId, communityId),
        about(only, memberSpans.memberId),
        eq(memberSpans.scope, scope),
        runs(asOf, memberSpans),
      ),
    )
    .as(name);

/** Whose paying has ever begun. */
export const firstPaying = ({ communityId, asOf, only }: Moment, name: string) =>
  read()
    .select({ memberId: memberSpans.memberId, value: sql<number>`1`.as(`${name}_value`) })
    .from(memberSpans)
    .where(
      and(
        eq(memberSpans.communityId, communityId),
        about(only, memberSpans.memberId),
        eq(memberSpans.scope, "paying"),
        eq(memberSpans.ordinal, 0),
        lte(memberSpans.startsAt, asOf),
      ),
    )
    .as(name);

/** Who has paid for anything at a checkout: subscriptions, passes, single posts, gifts for others. */
export const paidOrders = ({ communityId, asOf, only }: Moment, name: string) =>
  read()
    .select({ memberId: members.id, value: counted(name) })
    .from(orders)
    .innerJoin(members, and(eq(members.communityId, communityId), eq(members.userId, orders.userId)))
    .where(
      and(eq(orders.communityId, communityId), about(only, members.id), lte(orders.paidAt, asOf), gt(orders.amount, 0)),
    )
    .groupBy(members.id)
    .as(name);

const paysThen = ({ communityId, asOf, only }: Moment) =>
  and(
    eq(memberPeriods.communityId, communityId),
    about(only, memberPeriods.memberId),
    eq(memberPeriods.scope, "paying"),
    runs(asOf, memberPeriods),
  );

/** Paid periods that run and were bought as `what`. */
export const runningPeriods = (moment: Moment, what: SQL, name: string) =>
  read()
    .select({ memberId: memberPeriods.memberId, value: counted(name) })
    .from(memberPeriods)
    .where(and(paysThen(moment), what))
    .groupBy(memberPeriods.memberId)
    .as(name);

/** Passes (a time paid in advance) that run; of one product when it is named. */
export const runningPasses = ({ communityId, asOf, only }: Moment, productId: string | null, name: string) =>
  read()
    .select({ memberId: members.id, value: counted(name) })
    .from(grants)
    .innerJoin(orders, eq(orders.id, grants.sourceId))
    .innerJoin(products, eq(products.id, orders.productId))
    .innerJoin(members, and(eq(members.communityId, communityId), eq(members.userId, grants.userId)))
    .where(
      and(
        eq(grants.communityId, communityId),
        about(only, members.id),
        eq(grants.sourceKind, "order"),
        runs(asOf, grants),
        eq(products.kind, "pass"),
        productId === null ? undefined : eq(products.id, productId),
      ),
    )
    .groupBy(members.id)
    .as(name);

/** Written out in the query: only then may the engines use the index over these few entries of the journal. */
const turns = sql`verb in ('member.role_changed', 'subscription.past_due', 'subscription.recovered', 'trial.started', 'trial.ended')`;

/** Trials begun less trials ended: more than 0 while one runs. */
export const runningTrials = ({ communityId, asOf, only }: Moment, name: string) =>
  read()
    .select({
      memberId: journal.memberId,
      value: sql<number>`sum(case when ${journal.verb} = 'trial.started' then 1 else -1 end)`.as(`${name}_value`),
    })
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        about(only, journal.memberId),
        turns,
        inArray(journal.verb, ["trial.started", "trial.ended"]),
        lte(journal.at, asOf),
        isNotNull(journal.memberId),
      ),
    )
    .groupBy(journal.memberId)
    .as(name);

/** Whose running subscription could not be renewed since `since` and has not been paid after all. */
export const latePayers = (moment: Moment, since: Date, name: string) => {
  const { communityId, asOf } = moment;
  const failed = read()
    .select({
      subscriptionId: journal.objectId,
      failedAt: sql<number>`max(case when ${journal.verb} = 'subscription.past_due' then ${journal.at} end)`.as(
        `${name}_failed`,
      ),
      paidAt: sql<number>`max(case when ${journal.verb} = 'subscription.recovered' then ${journal.at} end)`.as(
        `${name}_paid`,
      ),
    })
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        turns,
        inArray(journal.verb, ["subscription.past_due", "subscription.recovered"]),
        gte(journal.at, since),
        lte(journal.at, asOf),
      ),
    )
    .groupBy(journal.objectId)
    .as(`${name}_turns`);
  return read()
    .select({ memberId: memberPeriods.memberId, value: counted(name) })
    .from(failed)
    .innerJoin(memberPeriods, and(paysThen(moment), eq(memberPeriods.sourceId, failed.subscriptionId)))
    .where(sql`${failed.failedAt} is not null and (${failed.paidAt} is null or ${failed.paidAt} < ${failed.failedAt})`)
    .groupBy(memberPeriods.memberId)
    .as(name);
};

/** How often a renewal could not be charged in a window. */
export const failedRenewals = ({ communityId, asOf, only }: Moment, { from }: DayWindow, name: string) =>
  read()
    .select({ memberId: journal.memberId, value: counted(name) })
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        about(only, journal.memberId),
        turns,
        eq(journal.verb, "subscription.past_due"),
        gte(journal.at, from),
        lte(journal.at, asOf),
        isNotNull(journal.memberId),
      ),
    )
    .groupBy(journal.memberId)
    .as(name);

/** The roles at the moment: today's, unless it has changed since; then what the first change after it began with. */
export const rolesThen = ({ communityId, asOf, only }: Moment, name: string) => {
  const since = and(
    eq(journal.communityId, communityId),
    turns,
    eq(journal.verb, "member.role_changed"),
    gt(journal.at, asOf),
  );
  const changed = read()
    .select({ memberId: journal.memberId, at: sql<number>`min(${journal.at})`.as(`${name}_at`) })
    .from(journal)
    .where(since)
    .groupBy(journal.memberId)
    .as(`${name}_changed`);
  const before = read()
    .select({ memberId: journal.memberId, role: sql<string>`min(${journal.detail} ->> 'from')`.as(`${name}_from`) })
    .from(journal)
    .innerJoin(changed, and(eq(changed.memberId, journal.memberId), eq(changed.at, journal.at)))
    .where(since)
    .groupBy(journal.memberId)
    .as(`${name}_before`);
  return read()
    .select({
      memberId: members.id,
      value: sql<string>`coalesce(${before.role}, ${members.role})`.as(`${name}_value`),
    })
    .from(members)
    .leftJoin(before, eq(before.memberId, members.id))
    .where(and(eq(members.communityId, communityId), about(only, members.id)))
    .as(name);
};

/** How somebody first came here. */
export const firstTouches = ({ communityId, asOf, only }: Moment, what: "firstChannel" | "firstSource", name: string) =>
  read()
    .select({ memberId: members.id, value: sql<string>`${arrivals[what]}`.as(`${name}_value`) })
    .from(arrivals)
    .innerJoin(members, and(eq(members.communityId, communityId), eq(members.userId, arrivals.userId)))
    .where(and(eq(arrivals.communityId, communityId), about(only, members.id), lte(arrivals.firstAt, asOf)))
    .as(name);

/** The language people have chosen; null for who has not. */
export const chosenLocales = ({ communityId, only }: Moment, name: string) =>
  read()
    .select({ memberId: members.id, value: sql<string | null>`${users.locale}`.as(`${name}_value`) })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.communityId, communityId), about(only, members.id)))
    .as(name);

/** What the last nightly score said. */
export const bands = ({ communityId, only }: Moment, name: string) =>
  read()
    .select({ memberId: riskScores.memberId, value: sql<string>`${riskScores.band}`.as(`${name}_value`) })
    .from(riskScores)
    .where(and(eq(riskScores.communityId, communityId), about(only, riskScores.memberId)))
    .as(name);
