import type { Metadata } from "next";
import { NewProductForm } from "@/components/billing/owner-new-product";
import { ManagePage } from "@/components/shell/manage-page";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { loadNewProduct } from "@/lib/billing/loaders/products";
import { productKinds } from "@/lib/billing/schema/products";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.product.newTitle"), robots: { index: false } };
}

/** Something new to sell: first of which kind, then everything it needs. */
export default async function NewProductPage({ params, searchParams }: Props) {
  const slug = (await params).community;
  const { community, viewer, kind, benefits, items, freePlan } = await loadNewProduct(slug, await searchParams);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  return (
    <ManagePage
      community={community}
      viewer={viewer}
      current="plans"
      title={t("selling.product.newTitle")}
      above={[{ href: `${base}/plans`, label: t("selling.catalogue.title") }]}
    >
      <Tabs
        className="mt-4"
        label={t("selling.kinds.label")}
        items={productKinds.map((each) => ({
          href: `${base}/plans/new?kind=${each}`,
          label: t(`selling.kinds.${each}`),
          current: each === kind,
        }))}
      />
      <p className="mt-4 mb-6 text-ink-2">{t(`selling.kinds.explain.${kind}`)}</p>
      {kind === "free" && freePlan ? (
        <Notice
          title={t("selling.product.freeExists")}
          action={<ButtonLink href={`${base}/plans/${freePlan.id}`}>{t("selling.product.freeOpen")}</ButtonLink>}
        />
      ) : (
        <NewProductForm key={kind} {...{ kind, community, benefits, items, words }} />
      )}
    </ManagePage>
  );
}
