import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { grants } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { comps } from "@/db/schema/selling";
import { type GrantSourceKind, replaceGrants, type WantedGrant } from "@/lib/access/commands";
import { findPerson } from "@/lib/identity/queries";
import { record } from "@/lib/journal/commands";
import { joinCommunity } from "@/lib/members/commands";
import { dayMs, now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { personKey } from "../person-key";
import { listProductBenefits } from "../queries/comps";
import { findProduct } from "../queries/products";
import { mayTry } from "../queries/trials";
import { owe } from "./notices";
import { noteTrial } from "./trials";

type Comp = typeof comps.$inferSelect;

/** Gives a member a product's benefits without money, until `endsAt` or for good. Returns the comp's id. */
export async function giveComp(
  tx: Tx,
  {
    communityId,
    memberId,
    productId,
    reason,
    endsAt,
    actorId,
  }: { communityId: string; memberId: string; productId: string; reason: string; endsAt: Date | null; actorId: string },
): Promise<string> {
  const at = now();
  if (reason.trim() === "") throw new Refusal("required", { field: "reason" });
  if (endsAt && endsAt <= at) throw new Refusal("past-date", { field: "until" });
  const member = await findRunning(tx, communityId, memberId);
  if (!(await findProduct(communityId, productId))) throw new NotFound();
  const comp = {
    id: newId(at.getTime()),
    communityId,
    userId: member.userId,
    memberId,
    productId,
    kind: "comp",
    reason,
    startsAt: at,
    endsAt,
    createdAt: at,
    createdBy: actorId,
    endedAt: null,
    endedBy: null,
  };
  await tx.insert(comps).values(comp);
  await grant(tx, comp, await allOf(comp));
  await record(tx, {
    communityId,
    verb: "comp.given",
    actorId,
    memberId,
    object: { kind: "comp", id: comp.id },
    detail: { productId, endsAt: endsAt?.getTime() ?? null },
  });
  const payload = { comp: comp.id };
  await owe(tx, { key: `comp:${comp.id}`, kind: "comp", communityId, userId: member.userId, payload, at });
  return comp.id;
}

/** Ends a comp or a trial without a card now. One that has ended stays as it is. */
export async function endComp(
  tx: Tx,
  { communityId, compId, actorId }: { communityId: string; compId: string; actorId: string },
): Promise<void> {
  const mine = and(eq(comps.communityId, communityId), eq(comps.id, compId));
  const [comp] = await tx.select().from(comps).where(mine).limit(1);
  if (!comp) throw new NotFound();
  const at = now();
  if (comp.endedAt || (comp.endsAt && comp.endsAt <= at)) return;
  await tx.update(comps).set({ endedAt: at, endedBy: actorId }).where(mine);
  const held = await tx
    .select({ benefitId: grants.benefitId, startsAt: grants.startsAt })
    .from(grants)
    .where(and(eq(grants.sourceKind, comp.kind), eq(grants.sourceId, compId)));
  await grant(
    tx,
    { ...comp, endedAt: at },
    held.map((each) => ({ ...each, endsAt: at })),
  );
  await record(tx, {
    communityId,
    verb: comp.kind === "trial" ? "trial.ended" : "comp.ended",
    actorId,
    memberId: comp.memberId,
    object: { kind: "comp", id: compId },
    detail: { reason: "ended" },
  });
}

/** Begins a person's one trial without a card. Refuses who has tried here before, by address. Returns the trial's id. */
export async function startFreeTrial(
  tx: Tx,
  { communityId, userId, productId }: { communityId: string; userId: string; productId: string },
): Promise<string> {
  const product = await findProduct(communityId, productId);
  if (product?.kind !== "subscription" || product.archivedAt || product.freeTrialDays === 0)
    throw new Refusal("plan-gone");
  const person = await findPerson(userId);
  const keyHash = person && personKey(person.email);
  if (!keyHash || !person.emailVerifiedAt) throw new Refusal("confirm-first");
  if (!(await mayTry(communityId, userId))) throw new Refusal("trial-used");
  const at = now();
  const use = { communityId, kind: "email", keyHash, userId, subscriptionId: null, orderId: null, at } as const;
  if (!(await noteTrial(tx, use))) throw new Refusal("trial-used");
  const memberId = await joinCommunity(tx, { communityId, userId, reason: "trial", at });
  const endsAt = new Date(at.getTime() + product.freeTrialDays * dayMs);
  const trial = {
    id: newId(at.getTime()),
    communityId,
    userId,
    memberId,
    productId,
    kind: "trial",
    reason: "",
    startsAt: at,
    endsAt,
    createdAt: at,
    createdBy: null,
    endedAt: null,
    endedBy: null,
  };
  await tx.insert(comps).values(trial);
  await grant(tx, trial, await allOf(trial));
  await record(tx, {
    communityId,
    verb: "trial.started",
    actorId: memberId,
    memberId,
    object: { kind: "comp", id: trial.id },
    detail: { kind: "free", productId, endsAt: endsAt.getTime() },
  });
  return trial.id;
}

async function grant(tx: Tx, comp: Comp, wanted: readonly WantedGrant[]): Promise<void> {
  const { id, communityId, userId, memberId } = comp;
  await replaceGrants(tx, {
    communityId,
    userId,
    memberId,
    sourceKind: comp.kind as GrantSourceKind,
    sourceId: id,
    over: comp.endedAt !== null,
    grants: wanted,
  });
}

/** The product's benefits as they are when it is given; what the product opens later is not added. */
async function allOf({ communityId, productId, startsAt, endsAt }: Comp): Promise<WantedGrant[]> {
  const benefitIds = await listProductBenefits(communityId, productId);
  return benefitIds.map((benefitId) => ({ benefitId, startsAt, endsAt }));
}

async function findRunning(tx: Tx, communityId: string, memberId: string) {
  const [member] = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.id, memberId), isNull(members.leftAt)))
    .limit(1);
  if (!member) throw new NotFound();
  return member;
}
