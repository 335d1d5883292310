import type { Metadata } from "next";
import { CompForm, CompList } from "@/components/billing/owner-comps";
import { Part } from "@/components/billing/owner-product-parts";
import { GivingTabs } from "@/components/billing/owner-tabs";
import { ManagePage } from "@/components/shell/manage-page";
import { EmptyState } from "@/components/ui/empty-state";
import { Ticket } from "@/components/ui/icons";
import { loadComps } from "@/lib/billing/loaders/coupons";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.comps.title"), robots: { index: false } };
}

/** Access given without money: to whom, by whom, why and until when. */
export default async function CompsPage({ params, searchParams }: Props) {
  const { community, viewer, comps, products } = await loadComps((await params).community);
  const { member } = await searchParams;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  return (
    <ManagePage
      community={community}
      viewer={viewer}
      current="coupons"
      title={t("selling.comps.title")}
      intro={t("selling.comps.intro")}
    >
      <GivingTabs base={base} current="comps" t={t} />
      {comps.length > 0 ? (
        <CompList comps={comps} community={community} now={viewer.at} words={words} />
      ) : (
        <div className="mt-6">
          <EmptyState icon={Ticket} title={t("selling.comps.none")}>
            {t("selling.comps.noneHint")}
          </EmptyState>
        </div>
      )}
      <Part id="new-comp" title={t("selling.comps.new")}>
        <div className="mt-4">
          {products.length > 0 ? (
            <CompForm
              community={community}
              products={products}
              member={typeof member === "string" ? member.slice(0, 40) : ""}
              words={words}
            />
          ) : (
            <p className="text-ink-2">{t("selling.comps.noProducts")}</p>
          )}
        </div>
      </Part>
    </ManagePage>
  );
}
