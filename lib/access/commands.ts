import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { grants } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

/** What access can come from. */
export type GrantSourceKind = "subscription" | "order" | "gift" | "comp" | "trial";
/** See `grants.sourceNote`. */
export type SourceNote = "renewing" | "grace" | "disputed" | "refunded" | "carried";

export interface WantedGrant {
  benefitId: string;
  startsAt: Date;
  /** Exclusive; null for as long as the community stands. */
  endsAt: Date | null;
  /** Until when it is paid for: `endsAt` may lie later (a renewal is awaited, grace). Left out: the same. */
  paidUntil?: Date | null;
  /** Why it ends when it does, when that is not simply the end of what was paid. */
  sourceNote?: SourceNote | null;
}

interface GrantSource {
  communityId: string;
  userId: string;
  sourceKind: GrantSourceKind;
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
  for (const given of source.grants) {
    const wanted = { ...given, paidUntil: given.paidUntil === undefined ? given.endsAt : given.paidUntil };
    const known = heldByKey.get(key(wanted));
    heldByKey.delete(key(wanted));
    const id = known?.id ?? newId(wanted.startsAt.getTime());
    if (!known) {
      const row = { id, communityId, userId, sourceKind, sourceId, createdAt: now(), ...wanted };
      await tx.insert(grants).values(row);
      await recordStart(tx, source, id, wanted);
    } else if (!sameEnd(known, wanted)) {
      const { endsAt, paidUntil, sourceNote = null } = wanted;
      await tx.update(grants).set({ endsAt, paidUntil, sourceNote }).where(eq(grants.id, id));
    }
    if (wanted.endsAt && (source.over || wanted.endsAt <= now())) await recordEnd(tx, source, id, wanted.endsAt);
  }
  for (const gone of heldByKey.values()) {
    await tx.delete(grants).where(eq(grants.id, gone.id));
    await recordEnd(tx, source, gone.id, now());
  }
}

type End = { endsAt: Date | null; paidUntil: Date | null; sourceNote?: string | null };

function sameEnd(held: End, wanted: End): boolean {
  return (
    held.endsAt?.getTime() === wanted.endsAt?.getTime() &&
    held.paidUntil?.getTime() === wanted.paidUntil?.getTime() &&
    (held.sourceNote ?? null) === (wanted.sourceNote ?? null)
  );
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
