import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { memberPeriods, memberSpans } from "@/db/schema/analytics";
import { payments, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import type { MemberFilter } from "@/lib/segments/types";
import { isListedByTime, type RevenueFigure } from "../revenue-rows";
import type { RowCursor, RowsWanted } from "../row-cursor";
import { memberMovements, type Window } from "./movements";
import { oneOffKinds } from "./net-revenue";
import { duePasses, livePasses } from "./passes";
import { pastDuePeriods } from "./past-due";
import { isLost } from "./paying-counts";

/** One row behind a revenue figure; which of the fields mean something depends on the figure. */
export interface RevenueRow {
  /** Unique, and sorts as text: the cursor of the next page. */
  key: string;
  person: { id: string; name: string; handle: string } | null;
  /** Minor units of `currency`; `before` only where two ends are compared. */
  amount: number | null;
  before: number | null;
  currency: string | null;
  at: Date | null;
  until: Date | null;
  /** The kind of a payment, the reason of an end, the name of what was sold. */
  kind: string | null;
  label: string | null;
}

export interface RowsAsked extends Window {
  figure: RevenueFigure;
  currency: string;
}

const noText = sql`cast(null as text)`;
const noAmount = sql`cast(null as double precision)`;
const noInstant = sql`cast(null as bigint)`;

/**
 * What each figure counts, as (row_key, member_id, user_id, amount, before_amount, currency, at, until, kind, label).
 * The sum of `amount` (minus `before_amount`), or the number of rows, is the figure.
 */
function source(asked: RowsAsked): SQL {
  const { communityId, currency, from, to, segment, figure } = asked;
  switch (figure) {
    case "mrr":
      return sql`
        select p.member_id as row_key, p.member_id, ${noText} as user_id, sum(p.monthly_amount) as amount,
          ${noAmount} as before_amount, p.currency, min(p.starts_at) as at, ${noInstant} as until, ${noText} as kind, ${noText} as label
        from ${memberPeriods} p
        where p.community_id = ${communityId} and p.scope = 'paying' and p.currency = ${currency}
          and p.starts_at <= ${to.getTime()} and (p.ends_at is null or p.ends_at > ${to.getTime()})${within(segment)}
        group by p.member_id, p.currency`;
    case "new":
    case "reactivation":
    case "expansion":
    case "contraction":
    case "churn":
      return sql`
        select member_id as row_key, member_id, ${noText} as user_id, is_now as amount, was as before_amount,
          currency, ${noInstant} as at, ${noInstant} as until, ${noText} as kind, ${noText} as label
        from (${memberMovements(asked, currency)}) as moved where kind = ${figure}`;
    case "lost":
    case "ended":
      return endsOfPaying(asked);
    case "payments":
    case "one-offs":
      return moneyRows(asked);
    case "passes":
      return sql`
        select id as row_key, ${noText} as member_id, user_id, rate as amount, amount as before_amount, currency,
          starts_at as at, ends_at as until, ${noText} as kind, product_id as label
        from (${livePasses(communityId, to, segment)}) as passes where currency = ${currency}`;
    case "passes-due":
      return sql`
        select id as row_key, ${noText} as member_id, user_id, amount, ${noAmount} as before_amount, currency, ${noInstant} as at,
          ends_at as until, case when renewed = 1 then 'yes' else 'no' end as kind, product_id as label
        from (${duePasses(communityId, from, to, segment)}) as due`;
    case "past-due":
      return sql`
        select member_id as row_key, member_id, ${noText} as user_id, sum(amount) as amount,
          ${noAmount} as before_amount, currency, min(since) as at, ${noInstant} as until, ${noText} as kind, ${noText} as label
        from (${pastDuePeriods(communityId, to, segment)}) as late where currency = ${currency}
        group by member_id, currency`;
  }
}

const within = (segment: MemberFilter): SQL => (segment === null ? sql`` : sql` and ${segment(sql`p.member_id`)}`);

/** Ends of paying: all of them, or those of members who are lost. */
function endsOfPaying({ communityId, from, to, segment, figure }: RowsAsked): SQL {
  const ends =
    figure === "lost"
      ? isLost({ communityId, from, to })
      : sql`${memberSpans.endsAt} > ${from.getTime()} and ${memberSpans.endsAt} <= ${to.getTime()}`;
  const among = segment === null ? sql`` : sql` and ${segment(memberSpans.memberId)}`;
  return sql`
    select ${memberSpans.memberId} || ':' || ${memberSpans.endsAt} as row_key, ${memberSpans.memberId} as member_id,
      ${noText} as user_id, ${noAmount} as amount, ${noAmount} as before_amount, ${noText} as currency,
      ${memberSpans.startsAt} as at, ${memberSpans.endsAt} as until, ${memberSpans.endReason} as kind, ${noText} as label
    from ${memberSpans}
    where ${memberSpans.communityId} = ${communityId} and ${memberSpans.scope} = 'paying' and ${ends}${among}`;
}

/** Payments as they were booked: what the ledger and the receipts are made of too. */
function moneyRows({ communityId, currency, from, to, segment, figure }: RowsAsked): SQL {
  const kinds =
    figure === "one-offs"
      ? sql` and pr.kind in (${sql.join(
          oneOffKinds.map((kind) => sql`${kind}`),
          sql`, `,
        )})`
      : sql``;
  const among =
    segment === null
      ? sql``
      : sql` and pay.user_id in (select user_id from ${members} where community_id = ${communityId} and ${segment(sql`id`)})`;
  return sql`
    select pay.id as row_key, ${noText} as member_id, pay.user_id, pay.amount, ${noAmount} as before_amount, pay.currency,
      pay.at, ${noInstant} as until, pay.kind, pr.id as label
    from ${payments} pay join ${products} pr on pr.id = pay.product_id
    where pay.community_id = ${communityId} and pay.currency = ${currency} and pay.at >= ${from.getTime()}
      and pay.at < ${to.getTime()}${kinds}${among}`;
}

/** How many rows a figure has, and what they add up to (after − before where two ends are compared). */
export async function sumRevenueRows(asked: RowsAsked): Promise<{ total: number; amount: number }> {
  const [row] = await read()
    .select({
      total: sql<number>`count(*)`.mapWith(Number),
      amount: sql<number>`coalesce(sum(amount), 0)`.mapWith(Number),
      before: sql<number>`coalesce(sum(before_amount), 0)`.mapWith(Number),
    })
    .from(sql`(${source(asked)}) as figure_rows`);
  const isCompared = asked.figure !== "passes";
  return { total: row?.total ?? 0, amount: (row?.amount ?? 0) - (isCompared ? (row?.before ?? 0) : 0) };
}

const isAfter = ({ number, id }: RowCursor, byTime: boolean): SQL =>
  byTime ? sql`(figure_rows.at, figure_rows.row_key) > (${number}, ${id})` : sql`figure_rows.row_key > ${id}`;

const numberOrNull = (value: unknown) => (value === null ? null : Number(value));
const instantOrNull = (value: unknown) => (value === null ? null : new Date(Number(value)));

/**
 * One page of the rows themselves, money by its time and the others by their key; whoever has gone has no name any more.
 */
export async function listRevenueRows(asked: RowsAsked, { after, limit }: RowsWanted): Promise<RevenueRow[]> {
  const byTime = isListedByTime(asked.figure);
  // What lies before the cursor need not be read again: payments are found by their time.
  const from = byTime && after ? new Date(Math.max(asked.from.getTime(), after.number)) : asked.from;
  const rows = await read()
    .select({
      key: sql<string>`figure_rows.row_key`,
      amount: sql<unknown>`figure_rows.amount`,
      before: sql<unknown>`figure_rows.before_amount`,
      currency: sql<string | null>`figure_rows.currency`,
      at: sql<unknown>`figure_rows.at`,
      until: sql<unknown>`figure_rows.until`,
      kind: sql<string | null>`figure_rows.kind`,
      label: sql<string | null>`figure_rows.label`,
      userId: users.id,
      name: users.name,
      handle: users.handle,
    })
    .from(sql`(${source({ ...asked, from })}) as figure_rows`)
    .leftJoin(members, sql`${members.id} = figure_rows.member_id`)
    .leftJoin(users, sql`${users.id} = coalesce(figure_rows.user_id, ${members.userId})`)
    .where(after === null ? undefined : isAfter(after, byTime))
    .orderBy(byTime ? sql`figure_rows.at, figure_rows.row_key` : sql`figure_rows.row_key`)
    .limit(limit);
  return rows.map(({ userId, name, handle, amount, before, at, until, ...row }) => ({
    ...row,
    amount: numberOrNull(amount),
    before: numberOrNull(before),
    at: instantOrNull(at),
    until: instantOrNull(until),
    person: userId !== null && name !== null && handle !== null ? { id: userId, name, handle } : null,
  }));
}
