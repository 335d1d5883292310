import "server-only";
import { and, asc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { activityDays, activityMonths, memberPeriods, memberSpans } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { addDays, unitName } from "@/lib/platform/calendar";
import type { CohortCell, CohortRow, RangeCell } from "../cohort-figures";
import type { ProjectedPeriod } from "../periods";
import { renewalsOf, termRuns } from "../renewals";
import type { RowsWanted } from "../row-cursor";
import { runsAtMoment } from "./edges";
import { listProductNames } from "./mrr";
import { type CohortPeople, spansOfPeople } from "./retention";

/** Which people: those who began in a cohort, or those who were there at a range's start. */
export type PeopleQuestion = CohortCell | RangeCell;

function firstSpansOf(people: CohortPeople, question: PeopleQuestion, asOf: Date): SQL | undefined {
  if ("pick" in question) return and(spansOfPeople(people), spansAtStart(question));
  const cohort = question.unit === "month" ? memberSpans.cohortMonth : memberSpans.cohortWeek;
  return and(
    spansOfPeople(people),
    eq(memberSpans.ordinal, 0),
    eq(cohort, question.cohort),
    lte(memberSpans.startsAt, asOf),
  );
}

/** Of the spans that run at the range's start: those of people who are there at its end, without a gap, or gone. */
function spansAtStart({ pick, from, to }: RangeCell): SQL | undefined {
  const unbroken = or(isNull(memberSpans.endsAt), gt(memberSpans.endsAt, to));
  const isThere = sql`exists (select 1 from ${memberSpans} as later
    where later.community_id = ${memberSpans.communityId} and later.scope = ${memberSpans.scope}
      and later.member_id = ${memberSpans.memberId} and later.starts_at <= ${to.getTime()}
      and (later.ends_at is null or later.ends_at > ${to.getTime()}))`;
  const picked = { unbroken, kept: isThere, gone: sql`not ${isThere}` }[pick];
  return and(runsAtMoment(memberSpans, from), picked);
}

/** How many people that is. */
export async function countPeople(people: CohortPeople, question: PeopleQuestion, asOf: Date): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(memberSpans)
    .where(firstSpansOf(people, question, asOf));
  return row?.n ?? 0;
}

/** The people, in the order in which they began, with what became of each. */
export async function listPeople(
  people: CohortPeople,
  question: PeopleQuestion,
  { asOf, after, limit }: RowsWanted & { asOf: Date },
): Promise<CohortRow[]> {
  const rows = await read()
    .select({
      memberId: memberSpans.memberId,
      startsAt: memberSpans.startsAt,
      productId: memberSpans.productId,
      interval: memberSpans.interval,
      userId: users.id,
      name: users.name,
      handle: users.handle,
      endsAt: lastOf(last.endsAt, asOf).mapWith((value: number | string) => new Date(Number(value))),
      endReason: lastOf(last.endReason, asOf),
      isThere: isThereIn(question).mapWith(Number),
    })
    .from(memberSpans)
    .leftJoin(members, eq(members.id, memberSpans.memberId))
    .leftJoin(users, eq(users.id, members.userId))
    .where(
      and(
        firstSpansOf(people, question, asOf),
        after
          ? or(
              gt(memberSpans.startsAt, new Date(after.number)),
              and(eq(memberSpans.startsAt, new Date(after.number)), gt(memberSpans.memberId, after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(asc(memberSpans.startsAt), asc(memberSpans.memberId))
    .limit(limit);
  const names = await listProductNames(people.communityId);
  const renewals = await renewalsAmong(people.communityId, question, rows, asOf);
  return rows.map(({ userId, name, handle, productId, endsAt, endReason, isThere, ...row }) => {
    const isOver = endsAt !== null && endsAt <= asOf;
    return {
      ...row,
      endsAt: isOver ? endsAt : null,
      endReason: isOver ? endReason : null,
      isThere: renewals ? (renewals.get(row.memberId) ?? null) : isThere === null ? null : isThere === 1,
      person: userId && name !== null && handle ? { id: userId, name, handle } : null,
      plan: productId === null ? null : (names.get(productId) ?? null),
    };
  });
}

const last = alias(memberSpans, "last");

/** When and why the last stretch known at `asOf` ended. */
const lastOf = (column: typeof last.endsAt | typeof last.endReason, asOf: Date) =>
  sql<string | null>`(select ${column} from ${memberSpans} as last
    where ${last.communityId} = ${memberSpans.communityId} and ${last.scope} = ${memberSpans.scope}
      and ${last.memberId} = ${memberSpans.memberId} and ${last.startsAt} <= ${asOf.getTime()}
    order by ${last.startsAt} desc limit 1)`;

const own = alias(memberSpans, "own");

/** Whether the person is counted in the cell; null where only the cohort is asked for. */
function isThereIn(question: PeopleQuestion): SQL<number | null> {
  if ("pick" in question || question.column === null) return sql`null`;
  const { unit, cohort, column, variant } = question;
  const boundary = cohort + column + 1;
  if (variant === "renewal") return sql`null`;
  if (variant === "activity") return sql`case when ${didSomethingIn(unit, cohort + column)} then 1 else 0 end`;
  const [from, to] = unit === "month" ? [own.fromMonth, own.toMonth] : [own.fromWeek, own.toWeek];
  const first = variant === "continuous" ? sql` and ${own.ordinal} = 0` : sql``;
  return sql`case when exists (select 1 from ${memberSpans} as own
    where ${own.communityId} = ${memberSpans.communityId} and ${own.scope} = ${memberSpans.scope}
      and ${own.memberId} = ${memberSpans.memberId} and ${from} <= ${boundary}
      and (${to} is null or ${to} > ${boundary})${first}) then 1 else 0 end`;
}

function didSomethingIn(unit: "week" | "month", period: number): SQL {
  if (unit === "month") {
    return sql`exists (select 1 from ${activityMonths} as a where a.community_id = ${memberSpans.communityId}
      and a.member_id = ${memberSpans.memberId} and a.month = ${period})`;
  }
  const monday = unitName(period, "week");
  return sql`exists (select 1 from ${activityDays} as a where a.community_id = ${memberSpans.communityId}
    and a.member_id = ${memberSpans.memberId} and a.day >= ${monday} and a.day <= ${addDays(monday, 6)})`;
}

/** Of each person whose term has come due: whether every such term was renewed. Null when terms are not asked about. */
async function renewalsAmong(
  communityId: string,
  question: PeopleQuestion,
  rows: readonly { memberId: string }[],
  asOf: Date,
): Promise<Map<string, boolean> | null> {
  if ("pick" in question || question.variant !== "renewal" || question.column === null) return null;
  const term = question.column + 1;
  const ids = rows.map(({ memberId }) => memberId);
  const periods = await read()
    .select()
    .from(memberPeriods)
    .where(
      and(
        eq(memberPeriods.communityId, communityId),
        inArray(memberPeriods.memberId, ids),
        eq(memberPeriods.scope, "paying"),
      ),
    );
  const found = new Map<string, boolean>();
  for (const run of termRuns(periods as ProjectedPeriod[], asOf)) {
    const { due, renewed } = renewalsOf(run, asOf);
    if (due >= term) found.set(run.memberId, (found.get(run.memberId) ?? true) && renewed >= term);
  }
  return found;
}
