import type { Metadata } from "next";
import { CouponForm, CouponList } from "@/components/billing/owner-coupons";
import { Part } from "@/components/billing/owner-product-parts";
import { GivingTabs } from "@/components/billing/owner-tabs";
import { ManagePage } from "@/components/shell/manage-page";
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
    <ManagePage
      community={community}
      viewer={viewer}
      current="coupons"
      title={t("selling.coupons.title")}
      intro={t("selling.coupons.intro")}
    >
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
      <Part id="new-coupon" title={t("selling.coupons.new")}>
        <div className="mt-4">
          <CouponForm
            community={community}
            products={products.filter(({ archivedAt }) => archivedAt === null)}
            words={words}
          />
        </div>
      </Part>
    </ManagePage>
  );
}
