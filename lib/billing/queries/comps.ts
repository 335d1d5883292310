import "server-only";
import { and, desc, eq, inArray, or } from "drizzle-orm";
import { read } from "@/db/client";
import { bundleItems, productBenefits, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { comps } from "@/db/schema/selling";

/** What a product opens; a bundle, what its items open. */
export async function listProductBenefits(communityId: string, productId: string): Promise<string[]> {
  const rows = await read()
    .selectDistinct({ benefitId: productBenefits.benefitId })
    .from(productBenefits)
    .leftJoin(bundleItems, eq(bundleItems.productId, productBenefits.productId))
    .where(
      and(
        eq(productBenefits.communityId, communityId),
        or(eq(productBenefits.productId, productId), eq(bundleItems.bundleProductId, productId)),
      ),
    );
  return rows.map(({ benefitId }) => benefitId).sort();
}

/** Access given without money, as who runs the community sees it. */
export interface GivenAccess {
  id: string;
  kind: "comp" | "trial";
  memberId: string;
  name: string;
  handle: string;
  productName: string;
  reason: string;
  startsAt: Date;
  /** When it ends or ended; null for as long as the community stands. */
  endsAt: Date | null;
  endedEarly: boolean;
  /** Who gave it; null for a trial, which people take themselves. */
  givenBy: string | null;
}

/** Every comp and every trial without a card of a community, the latest first. */
export async function listComps(communityId: string): Promise<GivenAccess[]> {
  const rows = await read()
    .select({ comp: comps, name: users.name, handle: users.handle, productName: products.name })
    .from(comps)
    .innerJoin(users, eq(users.id, comps.userId))
    .innerJoin(products, eq(products.id, comps.productId))
    .where(eq(comps.communityId, communityId))
    .orderBy(desc(comps.createdAt), desc(comps.id))
    .limit(500);
  const givers = await listNames(rows.flatMap(({ comp }) => comp.createdBy ?? []));
  return rows.map(({ comp, ...names }) => ({
    ...names,
    id: comp.id,
    kind: comp.kind as GivenAccess["kind"],
    memberId: comp.memberId,
    reason: comp.reason,
    startsAt: comp.startsAt,
    endsAt: comp.endedAt ?? comp.endsAt,
    endedEarly: comp.endedAt !== null,
    givenBy: givers.get(comp.createdBy ?? "") ?? null,
  }));
}

async function listNames(memberIds: readonly string[]): Promise<Map<string, string>> {
  if (memberIds.length === 0) return new Map();
  const rows = await read()
    .select({ id: members.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(inArray(members.id, [...new Set(memberIds)]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
