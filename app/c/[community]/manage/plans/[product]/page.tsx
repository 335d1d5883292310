import type { Metadata } from "next";
import { MoveSubscribers, PriceHistory } from "@/components/billing/owner-price-history";
import { ContentsPart, FactsPart, Part, PricePart, SalePart } from "@/components/billing/owner-product-parts";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Badge } from "@/components/ui/badge";
import { loadProduct } from "@/lib/billing/loaders/products";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string; product: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.product.facts"), robots: { index: false } };
}

/** One product: what it is, what it opens, what it costs and has cost, and whether it is on sale. */
export default async function ProductPage({ params }: Props) {
  const asked = await params;
  const { community, viewer, product, history, holders, post, benefits, items } = await loadProduct(
    asked.community,
    asked.product,
  );
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const parts = { product, community, words };
  const isPlan = product.kind === "subscription";
  const isFree = product.kind === "free";
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="plans"
      title={product.name}
      crumbs={[
        { href: base, label: t("common.nav.manage") },
        { href: `${base}/plans`, label: t("selling.catalogue.title") },
      ]}
      width="form"
    >
      <h1 className="text-2xl" lang={community.locale}>
        {product.name}
      </h1>
      <p className="mt-1 mb-6 flex flex-wrap items-center gap-2 text-ink-2">
        <Badge>{t(`selling.kinds.${product.kind}`)}</Badge>
        {product.archivedAt ? <Badge tone="warning">{t("selling.catalogue.offSale")}</Badge> : null}
        {isFree
          ? null
          : t(isPlan ? "selling.catalogue.subscribers" : "selling.catalogue.sold", {
              count: isPlan ? holders.subscribers : holders.sold,
            })}
      </p>
      <FactsPart {...parts} />
      {isFree ? null : (
        <>
          <Part id="prices" title={t("selling.prices.heading")}>
            {product.archivedAt ? null : (
              <div className="mt-3">
                <PricePart {...parts} />
              </div>
            )}
            <h3 className="mt-6 text-md">{t("selling.prices.history")}</h3>
            <PriceHistory {...parts} history={history} now={viewer.at} />
            {isPlan ? <MoveSubscribers {...parts} history={history} /> : null}
          </Part>
          <Part id="contents" title={t(product.kind === "bundle" ? "selling.product.items" : "selling.product.opens")}>
            <ContentsPart
              {...parts}
              benefits={benefits}
              items={items}
              postHref={post ? `/c/${community.slug}/posts/${post}` : null}
            />
          </Part>
        </>
      )}
      <Part id="sale" title={t("selling.product.sale")}>
        <SalePart {...parts} />
      </Part>
    </CommunityFrame>
  );
}
