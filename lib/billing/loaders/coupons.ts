import "server-only";
import { notFound } from "next/navigation";
import { hasRight } from "@/lib/access/permissions";
import { loadCommunity } from "@/lib/communities/loaders";
import { now } from "@/lib/platform/clock";
import { listComps } from "../queries/comps";
import { listCoupons } from "../queries/coupons";
import { listCatalogue } from "../queries/products";

async function requireManager(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  return { community, viewer };
}

/** Every coupon with its uses, and what a new one can be for. */
export async function loadCoupons(slug: string) {
  const { community, viewer } = await requireManager(slug);
  const [coupons, products] = await Promise.all([listCoupons(community.id), listCatalogue(community.id)]);
  return { community, viewer, coupons, products: products.filter(({ kind }) => kind !== "free"), at: now() };
}

/** Everything given without money, and what can be given. */
export async function loadComps(slug: string) {
  const { community, viewer } = await requireManager(slug);
  const [comps, products] = await Promise.all([listComps(community.id), listCatalogue(community.id)]);
  const givable = products.filter(({ kind, archivedAt }) => kind !== "free" && archivedAt === null);
  return { community, viewer, comps, products: givable, at: now() };
}
