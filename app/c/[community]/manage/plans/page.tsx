import type { Metadata } from "next";
import { Catalogue } from "@/components/billing/plan-list";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FormMessage } from "@/components/ui/form-message";
import { Plus, Tag } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { loadPlansForOwner } from "@/lib/billing/loaders/products";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.catalogue.title"), robots: { index: false } };
}

/** What people can pay for, in the order of the join page, with who has it. */
export default async function PlansPage({ params, searchParams }: Props) {
  const { community, viewer, products, holders, benefits } = await loadPlansForOwner((await params).community);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const hasFreePlan = products.some(({ kind }) => kind === "free");
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="plans"
      title={t("selling.catalogue.title")}
      crumbs={[{ href: base, label: t("common.nav.manage") }]}
      width="form"
    >
      <h1 className="text-2xl">{t("selling.catalogue.heading")}</h1>
      <p className="mt-1 text-ink-2">{t("selling.catalogue.intro")}</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink href={`${base}/plans/new`} variant="primary">
          <Plus />
          {t("selling.catalogue.create")}
        </ButtonLink>
        <ButtonLink href={`${base}/plans/benefits`}>{t("selling.catalogue.benefits")}</ButtonLink>
        <ButtonLink href={`/c/${community.slug}/join?as=visitor`} variant="ghost">
          {t("selling.catalogue.preview")}
        </ButtonLink>
      </div>
      {(await searchParams).created ? (
        <div className="mt-4">
          <FormMessage tone="success">{t("selling.catalogue.created")}</FormMessage>
        </div>
      ) : null}
      {products.length > 0 ? (
        <Catalogue products={products} holders={holders} benefits={benefits} community={community} words={words} />
      ) : (
        <div className="mt-6">
          <EmptyState icon={Tag} title={t("selling.catalogue.none")}>
            {t("selling.catalogue.noneHint")}
          </EmptyState>
        </div>
      )}
      {hasFreePlan ? null : (
        <p className="mt-6 text-sm text-ink-3">
          {t("selling.catalogue.freeDefault")}{" "}
          <Link href={`${base}/plans/new?kind=free`} className="link">
            {t("selling.catalogue.freeName")}
          </Link>
        </p>
      )}
    </CommunityFrame>
  );
}
