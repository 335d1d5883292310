import type { Metadata } from "next";
import { CouponForm, CouponList } from "@/components/billing/owner-coupons";
import { GivingTabs } from "@/components/billing/owner-tabs";
import { CommunityFrame } from "@/components/shell/community-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { TicketPercent } from "@/components/ui/icons";
import { loadCoupons } from "@/lib/billing/loaders/coupons";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.coupons.title"), robots: { index: false } };
}

/** The codes that lower prices, with how often each was used, and a form for another. */
export default async function CouponsPage({ params }: Props) {
  const { community, viewer, coupons, products } = await loadCoupons((await params).community);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="coupons"
      title={t("selling.coupons.title")}
      crumbs={[{ href: base, label: t("common.nav.manage") }]}
      width="form"
    >
      <h1 className="text-2xl">{t("selling.coupons.title")}</h1>
      <p className="mt-1 text-ink-2">{t("selling.coupons.intro")}</p>
      <GivingTabs base={base} current="coupons" t={t} />
      {coupons.length > 0 ? (
        <CouponList coupons={coupons} products={products} community={community} now={viewer.at} words={words} />
      ) : (
        <div className="mt-6">
          <EmptyState icon={TicketPercent} title={t("selling.coupons.none")}>
            {t("selling.coupons.noneHint")}
          </EmptyState>
        </div>
      )}
      <section className="mt-10 border-t border-line pt-6" aria-labelledby="new-coupon">
        <h2 id="new-coupon" className="mb-4 text-lg">
          {t("selling.coupons.new")}
        </h2>
        <CouponForm
          community={community}
          products={products.filter(({ archivedAt }) => archivedAt === null)}
          words={words}
        />
      </section>
    </CommunityFrame>
  );
}
