import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { read } from "@/db/client";
import { memberHistories, memberPayments, replyPacks } from "@/db/schema/analytics";
import { shared } from "@/lib/platform/shared-state";
import { type FreshPack, type Layout, PackSet, type PackShape } from "../column-packs";
import { type Histories, historyShape } from "../histories";
import { type MoneyPacks, moneyShape } from "../money-packs";
import { inBatches } from "../projecting";
import { type ReplyPacks, replyShape } from "../reply-packs";

type PackTable = typeof memberHistories | typeof memberPayments | typeof replyPacks;

/** The histories of a community as they are now. */
export function findHistories(communityId: string): Promise<Histories> {
  return findPacks(communityId, memberHistories, historyShape);
}

/** The payments of a community's members as they are now. */
export function findMoneyPacks(communityId: string): Promise<MoneyPacks> {
  return findPacks(communityId, memberPayments, moneyShape);
}

/** What was asked in a community, and what came of it, as it is now. */
export function findReplyPacks(communityId: string): Promise<ReplyPacks> {
  return findPacks(communityId, replyPacks, replyShape);
}

const packsPerRead = 32;

/** The packs that have changed since this process looked are read again, all others it still has. */
async function findPacks<L extends Layout>(
  communityId: string,
  table: PackTable,
  shape: PackShape<L>,
): Promise<PackSet<L>> {
  const own = eq(table.communityId, communityId);
  const current = await read()
    .select({ pack: table.pack, revision: table.revision })
    .from(table)
    .where(own)
    .orderBy(asc(table.pack));
  const key = `${Object.keys(shape.layout)} ${communityId}`;
  const known = (kept.get(key) as PackSet<L> | undefined) ?? PackSet.of(shape);
  const missing = current.filter(({ pack, revision }) => known.revisionOf(pack) !== revision).map(({ pack }) => pack);
  const fresh: FreshPack[] = [];
  for (const packs of inBatches(missing, packsPerRead)) {
    const rows = await read()
      .select({ pack: table.pack, revision: table.revision, packed: table.packed })
      .from(table)
      .where(and(own, inArray(table.pack, packs)));
    fresh.push(...rows);
  }
  const packs = known.with(
    current.map(({ pack }) => pack),
    fresh,
  );
  keep(key, packs);
  return packs;
}

/** What a process keeps open, the last used at the end. */
const kept = shared("analytics.packs", () => new Map<string, { bytes: number }>());
/** Histories of a hundred thousand people of five years are twelve megabytes, their payments and questions as much each. */
const keptBytes = 256 * 2 ** 20;

function keep(key: string, packs: { bytes: number }): void {
  kept.delete(key);
  kept.set(key, packs);
  let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [oldest, { bytes: its }] of kept) {
    if (bytes <= keptBytes) break;
    kept.delete(oldest);
    bytes -= its;
  }
}
