import "server-only";
import { type AnyColumn, and, desc, eq, gte, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { firstSteps } from "@/db/schema/analytics";
import { payments } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";
import { arrivals } from "@/db/schema/sightings";
import { dayMs } from "@/lib/platform/clock";
import type { MemberFilter } from "@/lib/segments/types";
import type { PersonStep } from "../funnel";
import type { Range } from "../ranges";
import { revenueDays, type TouchKind } from "../sources";
import { among } from "./among";

/** Whom a journey is about: people whose first step here lies in the range, as far as they had come at its end. */
export interface JourneyQuestion {
  communityId: string;
  range: Range;
  filter: MemberFilter;
  touch: TouchKind;
  /** Revenue in this currency is added up; null leaves payments out for who may not see money. */
  currency: string | null;
}

/**
 * One row a person: where they came from, and when they took each step. The limit keeps both engines from computing a
 * step's instant again wherever it is used; what is not asked for it does not keep them from computing.
 */
export function journeys(
  { communityId, range, filter, touch, currency }: JourneyQuestion,
  { withRevenue }: { withRevenue: boolean } = { withRevenue: true },
) {
  const to = range.to.getTime();
  return read()
    .select({
      userId: arrivals.userId,
      memberId: sql<string | null>`${firstSteps.memberId}`.as("journey_member"),
      channel: sql<string>`${touch === "first" ? arrivals.firstChannel : arrivals.lastChannel}`.as("journey_channel"),
      source: sql<string>`${touch === "first" ? arrivals.firstSource : arrivals.lastSource}`.as("journey_source"),
      campaign: sql<string>`${touch === "first" ? arrivals.firstCampaign : arrivals.lastCampaign}`.as(
        "journey_campaign",
      ),
      postId: sql<string | null>`${touch === "first" ? arrivals.firstPostId : arrivals.lastPostId}`.as("journey_post"),
      seenAt: sql<number>`${arrivals.seenAt}`.mapWith(Number).as("seen"),
      joinedAt: upTo(firstSteps.joinedAt, to).as("joined"),
      commentedAt: upTo(firstSteps.commentedAt, to).as("commented"),
      postedAt: upTo(firstSteps.postedAt, to).as("posted"),
      paidAt: (currency === null ? instantOrNull(sql`cast(null as bigint)`) : upTo(firstSteps.paidAt, to)).as("paid"),
      revenue: sql<number>`${currency === null || !withRevenue ? sql`0` : earlyRevenue(to, currency)}`
        .mapWith(Number)
        .as("revenue"),
    })
    .from(arrivals)
    .leftJoin(firstSteps, and(eq(firstSteps.communityId, arrivals.communityId), eq(firstSteps.userId, arrivals.userId)))
    .where(
      and(
        eq(arrivals.communityId, communityId),
        gte(arrivals.seenAt, range.from),
        lt(arrivals.seenAt, range.to),
        // Who was a member before has not come now: they were only counted for the first time.
        or(isNull(firstSteps.joinedAt), gte(firstSteps.joinedAt, range.from)),
        among(firstSteps.memberId, filter),
      ),
    )
    .limit(peopleMax)
    .as("journeys");
}

/** More people than any community has; the limit is there for what it does to the plan. */
const peopleMax = 2_000_000_000;

const instantOrNull = (expression: SQL) =>
  sql<number | null>`${expression}`.mapWith((value) => (value === null ? null : Number(value)));

/** An instant that lies not after `to`. */
const upTo = (column: AnyColumn, to: number) => instantOrNull(sql`case when ${column} <= ${to} then ${column} end`);

const ownPayments = sql`${payments.userId} = ${arrivals.userId} and ${payments.communityId} = ${arrivals.communityId}`;
/** What was paid in the first days, refunds and disputes taken off. */
const earlyRevenue = (to: number, currency: string) =>
  sql`(select coalesce(sum(${payments.amount}), 0) from ${payments} where ${ownPayments} and ${payments.currency} = ${currency} and ${payments.at} <= ${to} and ${payments.at} < ${arrivals.seenAt} + ${revenueDays * dayMs})`;

export type Journeys = ReturnType<typeof journeys>;

/** The first thing written: a comment, an answer, or a post of any kind. */
export const wroteAt = (people: Journeys) =>
  sql`case when ${people.commentedAt} is null then ${people.postedAt} when ${people.postedAt} is null or ${people.commentedAt} <= ${people.postedAt} then ${people.commentedAt} else ${people.postedAt} end`;

/** Whether a person has taken a step. */
export function hasTaken(people: Journeys, step: PersonStep): SQL | undefined {
  if (step === "joined") return isNotNull(people.joinedAt);
  if (step === "paid") return and(isNotNull(people.joinedAt), isNotNull(people.paidAt));
  if (step === "wrote")
    return and(isNotNull(people.joinedAt), or(isNotNull(people.commentedAt), isNotNull(people.postedAt)));
  return undefined;
}

/** Of which step's people the rows are, and of which channel or source. */
export interface JourneyRowsQuestion extends JourneyQuestion {
  step: PersonStep;
  channel: string | null;
  source: string | null;
}

export interface JourneyRow {
  userId: string;
  channel: string;
  source: string;
  campaign: string;
  seenAt: number;
  joinedAt: number | null;
  wroteAt: number | null;
  paidAt: number | null;
  revenue: number;
  /** Only of people who are or were members: who has merely looked in while signed in elsewhere is not named. */
  person: { id: string; name: string; handle: string } | null;
}

function chosen(people: Journeys, { step, channel, source }: JourneyRowsQuestion): SQL | undefined {
  return and(
    hasTaken(people, step),
    channel === null ? undefined : eq(people.channel, channel),
    source === null ? undefined : eq(people.source, source),
  );
}

/** How many people a step has. */
export async function countJourneys(question: JourneyRowsQuestion): Promise<number> {
  const people = journeys(question);
  const [row] = await read().select({ n: countAll() }).from(people).where(chosen(people, question));
  return row?.n ?? 0;
}

/** The people of a step, the latest first; `after` is the last row's `seenAt` and `userId`. */
export async function listJourneys(
  question: JourneyRowsQuestion,
  { after, limit }: { after: { seenAt: number; userId: string } | null; limit: number },
): Promise<JourneyRow[]> {
  const people = journeys(question);
  const rows = await read()
    .select({
      userId: people.userId,
      channel: people.channel,
      source: people.source,
      campaign: people.campaign,
      seenAt: people.seenAt,
      joinedAt: people.joinedAt,
      wroteAt: instantOrNull(wroteAt(people)),
      paidAt: people.paidAt,
      revenue: people.revenue,
      memberId: people.memberId,
      name: users.name,
      handle: users.handle,
    })
    .from(people)
    .innerJoin(users, eq(users.id, people.userId))
    .where(
      and(
        chosen(people, question),
        after ? sql`(${people.seenAt}, ${people.userId}) < (${after.seenAt}, ${after.userId})` : undefined,
      ),
    )
    .orderBy(desc(people.seenAt), desc(people.userId))
    .limit(limit);
  return rows.map(({ memberId, name, handle, ...row }) => ({
    ...row,
    joinedAt: row.joinedAt,
    person: memberId === null ? null : { id: row.userId, name, handle },
  }));
}

/** All of them, a batch at a time: for a file. */
export async function* streamJourneys(question: JourneyRowsQuestion): AsyncGenerator<JourneyRow> {
  for (let after: JourneyRow | null = null; ; ) {
    const rows: JourneyRow[] = await listJourneys(question, { after, limit: rowsPerBatch });
    yield* rows;
    if (rows.length < rowsPerBatch) return;
    after = rows.at(-1)!;
  }
}

const rowsPerBatch = 1000;
