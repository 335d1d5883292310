import "server-only";
import { hash } from "node:crypto";
import { and, eq, getTableColumns, gte, inArray, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { memberHistories, memberNumbers, memberPeriods, memberSpans } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { type HistoryRows, packHistory, packOf, peoplePerPack, scopes } from "../histories";
import type { Projecting } from "../projecting";
import { recordedBy } from "../queries/journal-streams";
import { numberMembers } from "./packs";

/** Whose journal, and up to which entry. */
type Recorded = Pick<Projecting, "communityId" | "upTo">;

const spansIn = (communityId: string): SQL | undefined =>
  and(eq(memberSpans.communityId, communityId), inArray(memberSpans.scope, [...scopes]));

/** Written out in the query: only then may the engines use the index `journal_first_charges`. */
const chargesBy = (projecting: Recorded): SQL | undefined =>
  and(
    recordedBy(projecting),
    sql`verb = 'payment.charged' and amount > 0`,
    isNotNull(journal.memberId),
    isNotNull(journal.currency),
  );

/** Packs the histories of everybody who shares a pack with one of these members anew. */
export async function projectHistories(tx: Tx, projecting: Recorded, memberIds: readonly string[]): Promise<void> {
  const { communityId } = projecting;
  const theirs = (column: typeof memberSpans.memberId | typeof journal.memberId) => amongIds(column, idList(memberIds));
  await numberMembers(
    tx,
    communityId,
    sql`select ${memberSpans.memberId} from ${memberSpans}
      where ${and(spansIn(communityId), theirs(memberSpans.memberId))}
      union select ${journal.memberId} from ${journal}
      where ${and(chargesBy(projecting), theirs(journal.memberId))}`,
  );
  const numbers = await read()
    .select({ number: memberNumbers.number })
    .from(memberNumbers)
    .where(and(eq(memberNumbers.communityId, communityId), amongIds(memberNumbers.memberId, idList(memberIds))));
  const packs = new Set(numbers.map(({ number }) => packOf(number)));
  for (const pack of [...packs].sort((a, b) => a - b)) await packHistories(tx, projecting, pack);
}

/** Gives everybody who has a history a number, and returns the number of packs there are then. */
export async function numberHistories(tx: Tx, projecting: Recorded): Promise<number> {
  const { communityId } = projecting;
  await numberMembers(
    tx,
    communityId,
    sql`select ${memberSpans.memberId} from ${memberSpans} where ${spansIn(communityId)}
      union select ${journal.memberId} from ${journal} where ${chargesBy(projecting)}`,
  );
  const [row] = await read()
    .select({ highest: sql<number>`max(${memberNumbers.number})`.mapWith(Number) })
    .from(memberNumbers)
    .where(eq(memberNumbers.communityId, communityId));
  return row?.highest == null ? 0 : packOf(row.highest) + 1;
}

/** Packs the histories of one pack's people as spans, periods and the journal tell them; of nobody there is no pack. */
export async function packHistories(tx: Tx, projecting: Recorded, pack: number): Promise<void> {
  const { communityId } = projecting;
  await tx
    .delete(memberHistories)
    .where(and(eq(memberHistories.communityId, communityId), eq(memberHistories.pack, pack)));
  const rows = await listHistoryRows(projecting, pack);
  if (rows.spans.length + rows.periods.length + rows.charges.length === 0) return;
  const packed = packHistory(rows);
  const revision = hash("sha1", packed, "base64url");
  await tx.insert(memberHistories).values({ communityId, pack, revision, packed });
}

/** Removes packs from number `end` on: nobody has such a number. */
export async function deleteHistoriesFrom(
  tx: Tx,
  { communityId }: Pick<Projecting, "communityId">,
  end: number,
): Promise<void> {
  await tx
    .delete(memberHistories)
    .where(and(eq(memberHistories.communityId, communityId), gte(memberHistories.pack, end)));
}

/**
 * What a pack is made of. Begins with the numbers: SQLite joins crosswise in the order that is written, and finds the
 * few spans and periods of each.
 */
export async function listHistoryRows(projecting: Recorded, pack: number): Promise<HistoryRows> {
  const { communityId } = projecting;
  const { number } = memberNumbers;
  const inPack = and(
    eq(memberNumbers.communityId, communityId),
    gte(number, pack * peoplePerPack),
    lt(number, (pack + 1) * peoplePerPack),
  );
  const spans = await read()
    .select({ number, ...getTableColumns(memberSpans) })
    .from(memberNumbers)
    .crossJoin(memberSpans)
    .where(and(inPack, spansIn(communityId), eq(memberSpans.memberId, memberNumbers.memberId)));
  const periods = await read()
    .select({ number, ...getTableColumns(memberPeriods) })
    .from(memberNumbers)
    .crossJoin(memberPeriods)
    .where(
      and(
        inPack,
        eq(memberPeriods.communityId, communityId),
        eq(memberPeriods.memberId, memberNumbers.memberId),
        eq(memberPeriods.scope, "paying"),
      ),
    );
  const charges = await read()
    .select({
      number,
      currency: sql<string>`${journal.currency}`,
      at: sql<Date>`min(${journal.at})`.mapWith((at) => new Date(Number(at))),
    })
    .from(memberNumbers)
    .crossJoin(journal)
    .where(and(inPack, chargesBy(projecting), eq(journal.memberId, memberNumbers.memberId)))
    .groupBy(number, journal.currency);
  return { spans: spans as HistoryRows["spans"], periods, charges };
}
