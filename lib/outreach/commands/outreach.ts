import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { letterRefusals, outreach, outreachMembers } from "@/db/schema/outreach";
import { record } from "@/lib/journal/commands";
import { dayMs, now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs";
import { installationSecret } from "@/lib/platform/secret";
import { drawArms, holdOutBp } from "../hold-out";
import { listUnreachable } from "../queries/outreach";
import type { OutreachKind } from "../schema";

/** Nobody gets two letters within so many days. */
export const restDays = 14;
/** Days after which it is seen who stayed. */
const horizonDays = 30;
const perInsert = 1000;

export interface NewOutreach {
  communityId: string;
  /** The member who begins it. */
  actorId: string;
  kind: OutreachKind;
  name: string;
  subject: string;
  message: string;
  couponId: string | null;
  /** Whom it is meant for, with their points; who may not be written to is left out here. */
  candidates: readonly { memberId: string; points: number }[];
}

/**
 * Begins an outreach: leaves out who may get no letter, draws who is held out, and lets the letters go. All in one
 * transaction, so that of two begun at once only one writes to somebody. Refuses when nobody is left.
 */
export async function beginOutreach(
  tx: Tx,
  { candidates, actorId, ...terms }: NewOutreach,
): Promise<{ id: string; reached: number; held: number; leftOut: number }> {
  const { communityId, kind } = terms;
  const at = now();
  const id = newId(at.getTime());
  const since = new Date(at.getTime() - restDays * dayMs);
  const ids = candidates.map(({ memberId }) => memberId);
  const unreachable = await listUnreachable(communityId, ids, { letters: kind !== "call", since });
  const chosen = candidates.filter(({ memberId }) => !unreachable.has(memberId));
  if (chosen.length === 0) throw new Refusal("outreach-nobody");
  const arms = drawArms(
    id,
    chosen.map(({ memberId }) => memberId),
    installationSecret("outreach.hold-out"),
  );
  await tx.insert(outreach).values({ ...terms, id, holdOutBp, horizonDays, createdBy: actorId, createdAt: at });
  const rows = chosen.map(({ memberId, points }) => ({
    outreachId: id,
    communityId,
    memberId,
    arm: arms.get(memberId)!,
    points,
    note: "",
  }));
  for (let from = 0; from < rows.length; from += perInsert)
    await tx.insert(outreachMembers).values(rows.slice(from, from + perInsert));
  const held = [...arms.values()].filter((arm) => arm === "held").length;
  const reached = arms.size - held;
  await record(tx, {
    communityId,
    verb: "outreach.begun",
    actorId,
    object: { kind: "outreach", id },
    detail: { kind, reached, held },
  });
  if (kind !== "call")
    await enqueue(tx, { kind: "outreach.post-letters", payload: {}, uniqueKey: `outreach.post-letters:${id}` });
  return { id, reached, held, leftOut: unreachable.size };
}

const place = (outreachId: string, memberId: string) =>
  and(
    eq(outreachMembers.outreachId, outreachId),
    eq(outreachMembers.memberId, memberId),
    eq(outreachMembers.arm, "reached"),
  );

/** Takes a letter for sending: of two who want to send it one gets it. */
export async function claimLetter(tx: Tx, outreachId: string, memberId: string): Promise<boolean> {
  const claimed = await tx
    .update(outreachMembers)
    .set({ sentAt: now() })
    .where(and(place(outreachId, memberId), isNull(outreachMembers.sentAt), isNull(outreachMembers.doneAt)))
    .returning({ memberId: outreachMembers.memberId });
  return claimed.length > 0;
}

/** Puts a letter back that the mail server did not take. */
export async function releaseLetter(tx: Tx, outreachId: string, memberId: string): Promise<void> {
  await tx.update(outreachMembers).set({ sentAt: null }).where(place(outreachId, memberId));
}

/** Lets a letter be: its member has gone, wants none, or has an address nobody has confirmed. */
export async function dropLetter(
  tx: Tx,
  outreachId: string,
  memberId: string,
  note: "gone" | "refused" | "unconfirmed",
): Promise<void> {
  await tx.update(outreachMembers).set({ sentAt: null, doneAt: now(), note }).where(place(outreachId, memberId));
}

interface Reached {
  communityId: string;
  outreachId: string;
  memberId: string;
  kind: string;
  actorId: string | null;
}

/** Notes in the journal that a member has been reached: a letter was taken by the mail server, a call was made. */
export async function recordReached(
  tx: Tx,
  { communityId, outreachId, memberId, kind, actorId }: Reached,
): Promise<void> {
  await record(tx, {
    communityId,
    verb: "outreach.reached",
    actorId,
    memberId,
    object: { kind: "outreach", id: outreachId },
    detail: { kind },
  });
}

/** Keeps what came of a call. Done once, it stays done; the note can be changed. Held out members are not called. */
export async function noteCall(
  tx: Tx,
  call: { communityId: string; outreachId: string; memberId: string; actorId: string; note: string; done: boolean },
): Promise<void> {
  const { communityId, outreachId, memberId, note, done } = call;
  const [own] = await tx
    .select({ kind: outreach.kind, doneAt: outreachMembers.doneAt })
    .from(outreachMembers)
    .innerJoin(outreach, eq(outreach.id, outreachMembers.outreachId))
    .where(and(place(outreachId, memberId), eq(outreach.communityId, communityId)))
    .limit(1);
  if (own?.kind !== "call") throw new NotFound();
  const isNew = done && own.doneAt === null;
  const made = isNew ? { sentAt: now(), doneAt: now() } : {};
  await tx
    .update(outreachMembers)
    .set({ note, ...made })
    .where(place(outreachId, memberId));
  if (isNew) await recordReached(tx, { ...call, kind: "call" });
}

/** Keeps whether a member wants letters. */
export async function chooseLetters(
  tx: Tx,
  { communityId, memberId, wanted }: { communityId: string; memberId: string; wanted: boolean },
): Promise<void> {
  const own = and(eq(letterRefusals.communityId, communityId), eq(letterRefusals.memberId, memberId));
  if (wanted) await tx.delete(letterRefusals).where(own);
  else await tx.insert(letterRefusals).values({ communityId, memberId, refusedAt: now() }).onConflictDoNothing();
}
