import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { benefits } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

interface Actor {
  communityId: string;
  actorId: string | null;
}

/** Makes something that products can open and posts can ask for. Two of one name would look the same to everybody. */
export async function createBenefit(
  tx: Tx,
  { name, description, ...actor }: Actor & { name: string; description: string },
): Promise<string> {
  const { communityId } = actor;
  await refuseTakenName(tx, communityId, name, null);
  const id = newId(now().getTime());
  await tx.insert(benefits).values({ id, communityId, name, description, postId: null, createdAt: now() });
  await recordBenefit(tx, actor, id, "created");
  return id;
}

/** Another name or description. What it opens stays the same. */
export async function changeBenefit(
  tx: Tx,
  { benefitId, name, description, ...actor }: Actor & { benefitId: string; name: string; description: string },
): Promise<void> {
  await requireBenefit(tx, actor.communityId, benefitId);
  await refuseTakenName(tx, actor.communityId, name, benefitId);
  await tx.update(benefits).set({ name, description }).where(eq(benefits.id, benefitId));
  await recordBenefit(tx, actor, benefitId, "changed");
}

/** Takes a benefit out of the choices for products, or back in. Whoever holds it keeps it; posts that ask for it still do. */
export async function setBenefitOffered(
  tx: Tx,
  { benefitId, offered, ...actor }: Actor & { benefitId: string; offered: boolean },
): Promise<void> {
  const benefit = await requireBenefit(tx, actor.communityId, benefitId);
  if ((benefit.archivedAt === null) === offered) return;
  if (offered) await refuseTakenName(tx, actor.communityId, benefit.name, benefitId);
  await tx
    .update(benefits)
    .set({ archivedAt: offered ? null : now() })
    .where(eq(benefits.id, benefitId));
  await recordBenefit(tx, actor, benefitId, offered ? "offered" : "archived");
}

async function requireBenefit(tx: Tx, communityId: string, benefitId: string) {
  const [benefit] = await tx
    .select()
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), eq(benefits.id, benefitId), isNull(benefits.postId)));
  if (!benefit) throw new NotFound();
  return benefit;
}

async function refuseTakenName(tx: Tx, communityId: string, name: string, except: string | null): Promise<void> {
  const [taken] = await tx
    .select({ id: benefits.id })
    .from(benefits)
    .where(
      and(
        eq(benefits.communityId, communityId),
        eq(benefits.name, name),
        isNull(benefits.postId),
        isNull(benefits.archivedAt),
        except ? ne(benefits.id, except) : undefined,
      ),
    )
    .limit(1);
  if (taken) throw new Refusal("benefit-taken", { field: "name" });
}

async function recordBenefit(tx: Tx, { communityId, actorId }: Actor, benefitId: string, what: string): Promise<void> {
  const object = { kind: "community", id: communityId } as const;
  await record(tx, {
    communityId,
    verb: "product.changed",
    actorId,
    object,
    detail: { what: `benefit ${what}`, benefitId },
  });
}
