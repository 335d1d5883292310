import "server-only";
import { and, asc, eq, inArray, type SQL } from "drizzle-orm";
import { read } from "@/db/client";
import {
  activityMonthPacks,
  activityPacks,
  memberHistories,
  memberPayments,
  memberTurns,
  replyPacks,
} from "@/db/schema/packs";
import { shared } from "@/lib/platform/shared-state";
import { inBatches } from "../projecting";
import type { StoredPack } from "../stored-pack";

/**
 * Packs are read once: a process keeps what it has read and asks only which revisions there are now. On PostgreSQL a year
 * of activity would otherwise travel as sixteen megabytes of hexadecimal digits, page after page.
 */

/** The tables of packs by what they hold, and the column that names a pack in each. */
const tables = {
  histories: [memberHistories, memberHistories.pack],
  payments: [memberPayments, memberPayments.pack],
  replies: [replyPacks, replyPacks.pack],
  activity: [activityPacks, activityPacks.day],
  activityMonths: [activityMonthPacks, activityMonthPacks.month],
  turns: [memberTurns, memberTurns.day],
} as const;

export type PackKind = keyof typeof tables;

/** What packs of a kind are named by. */
type NameOf<Kind extends PackKind> = (typeof tables)[Kind][1]["_"]["data"];

/** What a process keeps of one kind of packs. */
interface Kept {
  bytes: number;
}

const packsPerRead = 64;

/** Which packs there are now, in order, and those of them whose revision is another than the one that is known. */
export async function findChanged<Kind extends PackKind>(
  kind: Kind,
  communityId: string,
  revisionKnown: (pack: NameOf<Kind>) => string | undefined,
  within?: SQL,
): Promise<{ packs: NameOf<Kind>[]; fresh: StoredPack<NameOf<Kind>>[] }> {
  const [table, name] = tables[kind];
  const own = and(eq(table.communityId, communityId), within);
  const current = await read()
    .select({ pack: name, revision: table.revision })
    .from(table)
    .where(own)
    .orderBy(asc(name));
  const missing = current.filter(({ pack, revision }) => revisionKnown(pack) !== revision);
  const fresh: StoredPack<NameOf<Kind>>[] = [];
  for (const some of inBatches(missing, packsPerRead)) {
    const packs = some.map(({ pack }) => pack);
    const rows = await read()
      .select({ pack: name, revision: table.revision, packed: table.packed })
      .from(table)
      .where(and(own, inArray(name, packs)));
    fresh.push(...rows);
  }
  return { packs: current.map(({ pack }) => pack), fresh };
}

/** Packs of days or months: read again where they have changed, and added to. */
class KeptPacks<Name extends string | number> implements Kept {
  readonly packs = new Map<Name, StoredPack<Name>>();

  get bytes(): number {
    return [...this.packs.values()].reduce((sum, { packed }) => sum + packed.byteLength, 0);
  }
}

/** The packs of days or months as they are now, in order: those for which a condition holds, or all. */
export async function findPacked<Kind extends PackKind>(
  kind: Kind,
  communityId: string,
  within?: SQL,
): Promise<StoredPack<NameOf<Kind>>[]> {
  const known = recall<KeptPacks<NameOf<Kind>>>(kind, communityId) ?? new KeptPacks();
  keep(kind, communityId, known);
  const revisionKnown = (pack: NameOf<Kind>) => known.packs.get(pack)?.revision;
  const { packs, fresh } = await findChanged(kind, communityId, revisionKnown, within);
  for (const one of fresh) known.packs.set(one.pack, one);
  keep(kind, communityId, known);
  return packs.flatMap((pack) => known.packs.get(pack) ?? []);
}

/** What a process keeps open, the last used at the end. */
const kept = shared("analytics.packs", () => new Map<string, Kept>());
/**
 * Of a hundred thousand people and five years histories are twelve megabytes, payments and questions as much each, and
 * activity twenty.
 */
const keptBytes = 256 * 2 ** 20;

/** What this process keeps of a community's packs of a kind. */
export const recall = <Value extends Kept>(kind: PackKind, communityId: string): Value | undefined =>
  kept.get(`${kind} ${communityId}`) as Value | undefined;

/** Keeps a community's packs; those that were asked for longest ago go when there are too many. */
export function keep<Value extends Kept>(kind: PackKind, communityId: string, packs: Value): void {
  const key = `${kind} ${communityId}`;
  kept.delete(key);
  kept.set(key, packs);
  let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [oldest, { bytes: its }] of kept) {
    if (bytes <= keptBytes) break;
    kept.delete(oldest);
    bytes -= its;
  }
}
