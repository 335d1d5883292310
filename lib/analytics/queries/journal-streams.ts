import "server-only";
import { setImmediate } from "node:timers/promises";
import { and, asc, eq, gt, gte, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { afterCursor, amongIds, idList } from "@/db/dialect/sql";
import { journal } from "@/db/schema/journal";
import { startOfDay } from "@/lib/platform/calendar";
import { type DayEntry, dayVerbs, type ProjectedDay, summariseDay } from "../days";
import { type ReplyEntry, replyVerbs } from "../first-reply";
import type { PeriodEntry } from "../periods";
import type { Projecting } from "../projecting";
import { type Bounds, findBounds } from "./bounds";

const batchSize = 1000;

/** `lib/analytics/periods.ts` knows these verbs too; as literals they match the index `journal_periods`. */
const makesPeriods = sql`${journal.verb} in ('member.joined', 'member.left', 'paying.started', 'paying.changed', 'paying.ended')`;

/**
 * What had been recorded by the moment that is projected up to. The plus keeps the planner from walking all that was
 * recorded so far: what else is asked for is much less.
 */
export const recordedBy = ({ communityId, upTo }: Pick<Projecting, "communityId" | "upTo">) =>
  and(eq(journal.communityId, communityId), lte(sql`+${journal.recordedAt}`, upTo.getTime()));

/** What every projection asks of an entry. */
export const entryColumns = {
  id: journal.id,
  at: journal.at,
  recordedAt: journal.recordedAt,
  verb: journal.verb,
  memberId: journal.memberId,
  objectId: journal.objectId,
  detail: journal.detail,
};

/** When the first and the last entry of the community count; null for an empty journal. */
export function findJournalBounds({ communityId }: Projecting): Promise<Bounds<Date> | null> {
  return findBounds(journal, journal.at, eq(journal.communityId, communityId));
}

/** The days from `first` up to, not including, `end` that the journal adds up to, in order, one at a time. */
export async function* streamDays(projecting: Projecting, first: string, end: string): AsyncGenerator<ProjectedDay> {
  const from = startOfDay(first, projecting.zone);
  const to = startOfDay(end, projecting.zone);
  let day = "";
  let entries: DayEntry[] = [];
  for await (const entry of streamEntries(projecting, inArray(journal.verb, dayVerbs), from, to)) {
    const next = projecting.dayAt(entry.at).name;
    if (next !== day && entries.length > 0) {
      yield summariseDay(day, entries);
      entries = [];
    }
    day = next;
    entries.push(entry);
  }
  if (entries.length > 0) yield summariseDay(day, entries);
}

/** What tells of questions, discussions and what came of them in [from, to), in order. */
export function streamReplyEntries(projecting: Projecting, from: Date, to: Date): AsyncGenerator<ReplyEntry> {
  return streamEntries(projecting, inArray(journal.verb, [...replyVerbs]), from, to);
}

/** Entries with `verbs` that count in [from, to), in order. */
async function* streamEntries(
  projecting: Projecting,
  verbs: SQL,
  from: Date,
  to: Date,
): AsyncGenerator<DayEntry & ReplyEntry> {
  let after: SQL | undefined = gte(journal.at, from);
  while (after) {
    const batch = await read()
      .select({ ...entryColumns, amount: journal.amount, currency: journal.currency })
      .from(journal)
      .where(and(recordedBy(projecting), verbs, lt(journal.at, to), after))
      .orderBy(asc(journal.at), asc(journal.id))
      .limit(batchSize);
    yield* batch;
    // SQLite works within this process: let it answer a request between two batches.
    await setImmediate();
    const last: (typeof batch)[number] | undefined = batch.length === batchSize ? batch.at(-1) : undefined;
    after = last && and(gte(journal.at, last.at), afterCursor(journal.at, journal.id, last.at.getTime(), last.id));
  }
}

/** The next `count` members, after `last` in order, of whom the journal tells when they were members or paid. */
export async function listMembersAfter(projecting: Projecting, last: string, count: number): Promise<string[]> {
  const rows = await read()
    .selectDistinct({ memberId: journal.memberId })
    .from(journal)
    .where(and(recordedBy(projecting), gt(journal.memberId, last), makesPeriods))
    .orderBy(asc(journal.memberId))
    .limit(count);
  return rows.map(({ memberId }) => memberId!);
}

/** What the journal tells of these members' periods, by member. */
export async function listPeriodEntries(
  projecting: Projecting,
  memberIds: readonly string[],
): Promise<Map<string, PeriodEntry[]>> {
  const entries = await read()
    .select({ ...entryColumns, currency: journal.currency })
    .from(journal)
    .where(and(recordedBy(projecting), amongIds(journal.memberId, idList(memberIds)), makesPeriods));
  return Map.groupBy(entries as PeriodEntry[], ({ memberId }) => memberId);
}
