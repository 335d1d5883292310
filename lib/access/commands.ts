import "server-only";
import { and, asc, eq, gt, inArray, lte, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { grants } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
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
 * it again changes nothing. Records `grant.started` when one has begun and `grant.ended` when it is over, and again
 * should it be given back afterwards; what lies ahead is recorded when it comes ({@link recordTurnedGrants}). Returns
 * how many grants were changed.
 */
export async function replaceGrants(tx: Tx, source: GrantSource): Promise<number> {
  const { communityId, userId, sourceKind, sourceId } = source;
  const mine = and(
    eq(grants.communityId, communityId),
    eq(grants.sourceKind, sourceKind),
    eq(grants.sourceId, sourceId),
  );
  const held = await tx.select().from(grants).where(mine);
  const key = (grant: { benefitId: string; startsAt: Date }) => `${grant.benefitId} ${grant.startsAt.getTime()}`;
  const heldByKey = new Map(held.map((grant) => [key(grant), grant]));
  const standing: RecordedGrant[] = [];
  let changed = 0;
  for (const given of source.grants) {
    const paidUntil = given.paidUntil === undefined ? given.endsAt : given.paidUntil;
    const wanted = { ...given, paidUntil, sourceNote: given.sourceNote ?? null };
    const known = heldByKey.get(key(wanted));
    heldByKey.delete(key(wanted));
    const id = known?.id ?? newId(wanted.startsAt.getTime());
    standing.push({ ...wanted, id });
    if (known && sameEnd(known, wanted)) continue;
    changed++;
    const { endsAt, sourceNote } = wanted;
    if (known) await tx.update(grants).set({ endsAt, paidUntil, sourceNote }).where(eq(grants.id, id));
    else await tx.insert(grants).values({ id, communityId, userId, sourceKind, sourceId, createdAt: now(), ...wanted });
  }
  const gone = [...heldByKey.values()];
  for (const { id } of gone) await tx.delete(grants).where(eq(grants.id, id));
  await recordTurns(tx, source, standing, gone);
  return changed + gone.length;
}

type End = { endsAt: Date | null; paidUntil: Date | null; sourceNote: string | null };

function sameEnd(held: End, wanted: End): boolean {
  return (
    held.endsAt?.getTime() === wanted.endsAt?.getTime() &&
    held.paidUntil?.getTime() === wanted.paidUntil?.getTime() &&
    held.sourceNote === wanted.sourceNote
  );
}

interface RecordedGrant {
  id: string;
  benefitId: string;
  startsAt: Date;
  endsAt: Date | null;
}

type Recorder = Pick<GrantSource, "communityId" | "memberId" | "over">;

/** Brings the journal up to what became of grants: begun, over, or over and running again. */
async function recordTurns(
  tx: Tx,
  recorder: Recorder,
  standing: readonly RecordedGrant[],
  gone: readonly RecordedGrant[],
): Promise<void> {
  const at = now();
  const last = await lastTurns(
    tx,
    recorder.communityId,
    [...standing, ...gone].map(({ id }) => id),
  );
  for (const grant of standing) {
    if (grant.startsAt > at) continue;
    const isOver = grant.endsAt !== null && (recorder.over || grant.endsAt <= at);
    const before = last.get(grant.id);
    if (!before) await recordTurn(tx, recorder, "grant.started", grant, grant.startsAt);
    else if (before.verb === "grant.ended" && !isOver) await recordTurn(tx, recorder, "grant.started", grant, at);
    if (isOver && before?.verb !== "grant.ended") await recordTurn(tx, recorder, "grant.ended", grant, grant.endsAt!);
  }
  for (const grant of gone)
    if (last.get(grant.id)?.verb === "grant.started") await recordTurn(tx, recorder, "grant.ended", grant, at);
}

/** The latest entry about each grant's beginning or end. */
async function lastTurns(tx: Tx, communityId: string, ids: readonly string[]): Promise<Map<string, { verb: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ objectId: journal.objectId, verb: journal.verb })
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        amongIds(journal.objectId, idList(ids)),
        inArray(journal.verb, ["grant.started", "grant.ended"]),
      ),
    )
    .orderBy(asc(journal.at), asc(journal.recordedAt), asc(journal.id));
  return new Map(rows.map(({ objectId, verb }) => [objectId!, { verb }]));
}

async function recordTurn(
  tx: Tx,
  { communityId, memberId }: Recorder,
  verb: "grant.started" | "grant.ended",
  { id, benefitId, endsAt }: RecordedGrant,
  at: Date,
): Promise<void> {
  const detail = verb === "grant.started" ? { benefitId, endsAt: endsAt?.getTime() ?? null } : undefined;
  await record(tx, { communityId, verb, memberId, object: { kind: "grant", id }, detail, at });
}

/** Records the grants that began or ended after `since` up to now by themselves. Returns how many there were. */
export async function recordTurnedGrants(tx: Tx, since: Date): Promise<number> {
  const at = now();
  const turned = await tx
    .select({ grant: grants, memberId: members.id })
    .from(grants)
    .leftJoin(members, and(eq(members.communityId, grants.communityId), eq(members.userId, grants.userId)))
    .where(
      or(
        and(gt(grants.startsAt, since), lte(grants.startsAt, at)),
        and(gt(grants.endsAt, since), lte(grants.endsAt, at)),
      ),
    );
  for (const rows of Map.groupBy(turned, ({ grant, memberId }) => `${grant.communityId} ${memberId}`).values()) {
    const [{ grant, memberId }] = rows as [(typeof rows)[number]];
    const own = rows.map((row) => row.grant);
    await recordTurns(tx, { communityId: grant.communityId, memberId }, own, []);
  }
  return turned.length;
}
