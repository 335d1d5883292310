import "server-only";
import { notFound } from "next/navigation";
import { hasRight } from "@/lib/access/permissions";
import { loadCommunity } from "@/lib/communities/loaders";
import { listPlanBenefits } from "../queries/benefits";
import { listPlansForOwner } from "../queries/plans";

/** The owner's list of plans, for whoever runs the community. */
export async function loadPlansForOwner(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  const [plans, benefits] = await Promise.all([listPlansForOwner(community.id), listPlanBenefits(community.id)]);
  return { community, viewer, plans, benefits };
}
