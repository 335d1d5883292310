import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { read } from "@/db/client";
import { memberHistories } from "@/db/schema/analytics";
import { shared } from "@/lib/platform/shared-state";
import { type FreshPack, Histories } from "../history-packs";
import { inBatches } from "../projecting";

/** The histories a process keeps open, the last used at the end. */
const kept = shared("analytics.histories", () => new Map<string, Histories>());
/** A hundred thousand people of five years take some twenty megabytes. */
const keptBytes = 256 * 2 ** 20;

const packsPerRead = 32;

/**
 * The histories of a community as they are now: the packs that have changed since this process looked are read again,
 * all others it still has.
 */
export async function findHistories(communityId: string): Promise<Histories> {
  const own = eq(memberHistories.communityId, communityId);
  const current = await read()
    .select({ pack: memberHistories.pack, revision: memberHistories.revision })
    .from(memberHistories)
    .where(own)
    .orderBy(asc(memberHistories.pack));
  const known = kept.get(communityId) ?? Histories.none;
  const missing = current.filter(({ pack, revision }) => known.revisionOf(pack) !== revision).map(({ pack }) => pack);
  const fresh: FreshPack[] = [];
  for (const packs of inBatches(missing, packsPerRead)) {
    fresh.push(
      ...(await read()
        .select({
          pack: memberHistories.pack,
          revision: memberHistories.revision,
          packed: memberHistories.packed,
        })
        .from(memberHistories)
        .where(and(own, inArray(memberHistories.pack, packs)))),
    );
  }
  return keep(
    communityId,
    known.with(
      current.map(({ pack }) => pack),
      fresh,
    ),
  );
}

function keep(communityId: string, histories: Histories): Histories {
  kept.delete(communityId);
  kept.set(communityId, histories);
  let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [oldest, { bytes: its }] of kept) {
    if (bytes <= keptBytes) break;
    kept.delete(oldest);
    bytes -= its;
  }
  return histories;
}
