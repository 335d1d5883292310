import type { Metadata } from "next";
import { CompForm, CompList } from "@/components/billing/owner-comps";
import { GivingTabs } from "@/components/billing/owner-tabs";
import { CommunityFrame } from "@/components/shell/community-frame";
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
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="coupons"
      title={t("selling.comps.title")}
      crumbs={[{ href: base, label: t("common.nav.manage") }]}
      width="form"
    >
      <h1 className="text-2xl">{t("selling.comps.title")}</h1>
      <p className="mt-1 text-ink-2">{t("selling.comps.intro")}</p>
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
      <section className="mt-10 border-t border-line pt-6" aria-labelledby="new-comp">
        <h2 id="new-comp" className="mb-4 text-lg">
          {t("selling.comps.new")}
        </h2>
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
      </section>
    </CommunityFrame>
  );
}
