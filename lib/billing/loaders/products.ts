import "server-only";
import { notFound } from "next/navigation";
import { hasRight } from "@/lib/access/permissions";
import { loadCommunity } from "@/lib/communities/loaders";
import { listBenefits } from "../queries/benefits";
import { countPostsByBenefit, findPostSlug } from "../queries/posts";
import { listPriceHistory } from "../queries/price-history";
import { countHolders, findCatalogProduct, listCatalogue } from "../queries/products";
import { NewProductQuery } from "../schema/products";
import type { OwnedBenefit } from "../types";

type SearchParams = Record<string, string | string[] | undefined>;

async function requireManager(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  return { community, viewer };
}

/** Everything sold or sold once, with who has it, for whoever runs the community. */
export async function loadPlansForOwner(slug: string) {
  const { community, viewer } = await requireManager(slug);
  const [products, holders, benefits] = await Promise.all([
    listCatalogue(community.id),
    countHolders(community.id),
    listBenefits(community.id),
  ]);
  return { community, viewer, products, holders, benefits };
}

/** The form for something new to sell: of which kind its address says. */
export async function loadNewProduct(slug: string, params: SearchParams) {
  const { kind } = NewProductQuery.parse(params);
  const { community, viewer, products, benefits } = await loadPlansForOwner(slug);
  return {
    community,
    viewer,
    kind,
    benefits: benefits.filter(({ archivedAt }) => archivedAt === null),
    items: products.filter(({ kind, archivedAt, heldBack }) => kind === "one_off" && !archivedAt && !heldBack),
    freePlan: products.find((product) => product.kind === "free") ?? null,
  };
}

/** One product with every price it ever had; 404 for what is none of this community's. */
export async function loadProduct(slug: string, productId: string) {
  const { community, viewer } = await requireManager(slug);
  const product = productId.length <= 64 ? await findCatalogProduct(community.id, productId) : null;
  if (!product) notFound();
  const [history, holders, benefits, products, post] = await Promise.all([
    listPriceHistory(community.id, product.id),
    countHolders(community.id),
    listBenefits(community.id),
    listCatalogue(community.id),
    product.postId ? findPostSlug(viewer, product.postId) : null,
  ]);
  return {
    community,
    viewer,
    product,
    history,
    holders: holders.get(product.id) ?? { subscribers: 0, sold: 0 },
    post,
    benefits: benefits.filter(({ id, archivedAt }) => archivedAt === null || product.benefitIds.includes(id)),
    // What the bundle holds already stays in the list, to be taken out.
    items: products.filter(
      ({ id, kind, archivedAt, heldBack }) =>
        kind === "one_off" && ((!archivedAt && !heldBack) || product.itemIds.includes(id)),
    ),
  };
}

/** What products open, with the posts that ask for it. */
export async function loadBenefits(slug: string) {
  const { community, viewer } = await requireManager(slug);
  const [benefits, posts] = await Promise.all([
    listBenefits(community.id),
    countPostsByBenefit(community.id, viewer.at),
  ]);
  const owned: OwnedBenefit[] = benefits.map((benefit) => ({ ...benefit, posts: posts.get(benefit.id) ?? 0 }));
  return { community, viewer, benefits: owned };
}
