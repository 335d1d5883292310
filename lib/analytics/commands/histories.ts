import "server-only";
import { type AnyColumn, and, eq, getTableColumns, gte, inArray, isNotNull, lt, max, type SQL, sql } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { memberPeriods, memberSpans } from "@/db/schema/analytics";
import { payments, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";
import { memberHistories, memberNumbers, memberPayments, type replyPacks } from "@/db/schema/packs";
import { type HistoryRows, packHistory, scopes } from "../histories";
import { type PaymentRow, packPayments } from "../money-packs";
import { packOf, peoplePerPack } from "../people-packs";
import type { Projecting } from "../projecting";
import { recordedBy } from "../queries/journal-streams";
import { withRevision } from "../stored-pack";
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

/** Everybody of whom there is a history: who has spans, was charged, or paid anything at all. */
const withHistories = (recorded: Recorded, memberIds: readonly string[] | null): SQL => {
  const theirs = (column: AnyColumn) => (memberIds === null ? undefined : amongIds(column, idList(memberIds)));
  const { communityId } = recorded;
  return sql`
    select ${memberSpans.memberId} from ${memberSpans} where ${and(spansIn(communityId), theirs(memberSpans.memberId))}
    union
    select ${journal.memberId} from ${journal} where ${and(chargesBy(recorded), theirs(journal.memberId))}
    union
    select ${members.id} from ${members} where ${and(
      eq(members.communityId, communityId),
      theirs(members.id),
      sql`exists (select 1 from ${payments} where ${payments.userId} = ${members.userId}
        and ${payments.communityId} = ${communityId})`,
    )}`;
};

/** Packs the histories and payments of everybody who shares a pack with one of these members anew. */
export async function projectHistories(tx: Tx, recorded: Recorded, memberIds: readonly string[]): Promise<void> {
  const { communityId } = recorded;
  await numberMembers(tx, communityId, withHistories(recorded, memberIds));
  const numbers = await read()
    .select({ number: memberNumbers.number })
    .from(memberNumbers)
    .where(and(eq(memberNumbers.communityId, communityId), amongIds(memberNumbers.memberId, idList(memberIds))));
  const packs = new Set(numbers.map(({ number }) => packOf(number)));
  for (const pack of [...packs].sort((a, b) => a - b)) await projectPack(tx, recorded, pack);
}

/** Gives everybody who has a history a number, and returns the number of packs there are then. */
export async function numberHistories(tx: Tx, recorded: Recorded): Promise<number> {
  const { communityId } = recorded;
  await numberMembers(tx, communityId, withHistories(recorded, null));
  const [row] = await read()
    .select({ highest: max(memberNumbers.number) })
    .from(memberNumbers)
    .where(eq(memberNumbers.communityId, communityId));
  return row?.highest == null ? 0 : packOf(row.highest) + 1;
}

/** Packs the histories and payments of one pack's people; of nobody there is no pack. */
export async function projectPack(tx: Tx, recorded: Recorded, pack: number): Promise<void> {
  const { communityId } = recorded;
  const history = await listHistoryRows(recorded, pack);
  const money = await listPaymentRows(communityId, pack);
  const isEmpty = history.spans.length + history.periods.length + history.charges.length === 0;
  await replacePack(tx, memberHistories, { communityId, pack }, isEmpty ? null : packHistory(history));
  await replacePack(tx, memberPayments, { communityId, pack }, money.length === 0 ? null : packPayments(money));
}

/** Puts a pack in the place of the one that stood there; null is none. */
export async function replacePack(
  tx: Tx,
  table: typeof memberHistories | typeof memberPayments | typeof replyPacks,
  { communityId, pack }: { communityId: string; pack: number },
  packed: Buffer | null,
): Promise<void> {
  await tx.delete(table).where(and(eq(table.communityId, communityId), eq(table.pack, pack)));
  if (packed) await tx.insert(table).values({ communityId, pack, ...withRevision(packed) });
}

/** Removes packs from number `end` on: nobody has such a number. */
export async function deleteHistoriesFrom(
  tx: Tx,
  { communityId }: Pick<Projecting, "communityId">,
  end: number,
): Promise<void> {
  for (const table of [memberHistories, memberPayments]) {
    await tx.delete(table).where(and(eq(table.communityId, communityId), gte(table.pack, end)));
  }
}

/** The people of a pack. */
export async function listMembersOfPack(communityId: string, pack: number): Promise<string[]> {
  const rows = await read()
    .select({ memberId: memberNumbers.memberId })
    .from(memberNumbers)
    .where(inPack(communityId, pack));
  return rows.map(({ memberId }) => memberId);
}

const inPack = (communityId: string, pack: number): SQL | undefined =>
  and(
    eq(memberNumbers.communityId, communityId),
    gte(memberNumbers.number, pack * peoplePerPack),
    lt(memberNumbers.number, (pack + 1) * peoplePerPack),
  );

/**
 * What a pack of histories is made of. Begins with the numbers: SQLite joins crosswise in the order that is written, and
 * finds the few spans and periods of each.
 */
export async function listHistoryRows(recorded: Recorded, pack: number): Promise<HistoryRows> {
  const { communityId } = recorded;
  const { number } = memberNumbers;
  const spans = await read()
    .select({ number, ...getTableColumns(memberSpans) })
    .from(memberNumbers)
    .crossJoin(memberSpans)
    .where(and(inPack(communityId, pack), spansIn(communityId), eq(memberSpans.memberId, memberNumbers.memberId)));
  const periods = await read()
    .select({ number, ...getTableColumns(memberPeriods) })
    .from(memberNumbers)
    .crossJoin(memberPeriods)
    .where(
      and(
        inPack(communityId, pack),
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
    .where(and(inPack(communityId, pack), chargesBy(recorded), eq(journal.memberId, memberNumbers.memberId)))
    .groupBy(number, journal.currency);
  return { spans: spans as HistoryRows["spans"], periods, charges };
}

/** The payments of a pack's people. */
export async function listPaymentRows(communityId: string, pack: number): Promise<PaymentRow[]> {
  return read()
    .select({
      number: memberNumbers.number,
      at: payments.at,
      kind: sql<PaymentRow["kind"]>`case when ${payments.kind} = 'charge' then 'charge' else 'refund' end`,
      currency: payments.currency,
      productKind: products.kind,
      amount: payments.amount,
    })
    .from(memberNumbers)
    .crossJoin(members)
    .crossJoin(payments)
    .crossJoin(products)
    .where(
      and(
        inPack(communityId, pack),
        eq(members.id, memberNumbers.memberId),
        eq(payments.userId, members.userId),
        eq(payments.communityId, communityId),
        eq(products.id, payments.productId),
      ),
    );
}
