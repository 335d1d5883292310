import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { grants } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

interface WantedGrant {
  benefitId: string;
  startsAt: Date;
  /** Exclusive; null for as long as the community stands. */
  endsAt: Date | null;
}

interface GrantSource {
  communityId: string;
  userId: string;
  sourceKind: "subscription" | "order";
  sourceId: string;
  memberId?: string | null;
  /** True when nothing more will come from this source: each of its grants is then recorded as ended. */
  over?: boolean;
  grants: readonly WantedGrant[];
}

/**
 * Makes the grants of one source exactly `grants`: new ones begin, changed ones get their new end, the rest goes. Doing
 * it again changes nothing. Records `grant.started` at a grant's start and `grant.ended` at its end.
 */
export async function replaceGrants(tx: Tx, source: GrantSource): Promise<void> {
  const { communityId, userId, sourceKind, sourceId } = source;
  const mine = and(
    eq(grants.communityId, communityId),
    eq(grants.sourceKind, sourceKind),
    eq(grants.sourceId, sourceId),
  );
  const held = await tx.select().from(grants).where(mine);
  const key = (grant: { benefitId: string; startsAt: Date }) => `${grant.benefitId} ${grant.startsAt.getTime()}`;
  const heldByKey = new Map(held.map((grant) => [key(grant), grant]));
  for (const wanted of source.grants) {
    const known = heldByKey.get(key(wanted));
    heldByKey.delete(key(wanted));
    const id = known?.id ?? newId(wanted.startsAt.getTime());
    if (!known) {
      const row = { id, communityId, userId, sourceKind, sourceId, createdAt: now(), ...wanted };
      await tx.insert(grants).values(row);
      await recordStart(tx, source, id, wanted);
    } else if (known.endsAt?.getTime() !== wanted.endsAt?.getTime()) {
      await tx.update(grants).set({ endsAt: wanted.endsAt }).where(eq(grants.id, id));
    }
    if (wanted.endsAt && (source.over || wanted.endsAt <= now())) await recordEnd(tx, source, id, wanted.endsAt);
  }
  for (const gone of heldByKey.values()) {
    await tx.delete(grants).where(eq(grants.id, gone.id));
    await recordEnd(tx, source, gone.id, now());
  }
}

async function recordStart(tx: Tx, source: GrantSource, id: string, grant: WantedGrant): Promise<void> {
  await record(tx, {
    communityId: source.communityId,
    verb: "grant.started",
    memberId: source.memberId,
    object: { kind: "grant", id },
    detail: { benefitId: grant.benefitId, endsAt: grant.endsAt?.getTime() ?? null },
    at: grant.startsAt,
  });
}

/** Once per grant, whenever it becomes known. */
async function recordEnd(tx: Tx, source: GrantSource, id: string, at: Date): Promise<void> {
  const [known] = await tx
    .select({ id: journal.id })
    .from(journal)
    .where(and(eq(journal.communityId, source.communityId), eq(journal.objectId, id), eq(journal.verb, "grant.ended")))
    .limit(1);
  if (known) return;
  await record(tx, {
    communityId: source.communityId,
    verb: "grant.ended",
    memberId: source.memberId,
    object: { kind: "grant", id },
    at,
  });
}
