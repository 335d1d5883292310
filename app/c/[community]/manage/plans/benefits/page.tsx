import type { Metadata } from "next";
import { BenefitList } from "@/components/billing/owner-benefits";
import { benefitFaceFields } from "@/components/billing/owner-product-fields";
import { CommunityFrame } from "@/components/shell/community-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { FieldsForm } from "@/components/ui/fields-form";
import { LockOpen } from "@/components/ui/icons";
import { createBenefitAction } from "@/lib/billing/actions/benefits";
import { loadBenefits } from "@/lib/billing/loaders/products";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.benefits.title"), robots: { index: false } };
}

/** What products open and posts ask for, and a form for another. */
export default async function BenefitsPage({ params }: Props) {
  const { community, viewer, benefits } = await loadBenefits((await params).community);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="plans"
      title={t("selling.benefits.title")}
      crumbs={[
        { href: base, label: t("common.nav.manage") },
        { href: `${base}/plans`, label: t("selling.catalogue.title") },
      ]}
      width="form"
    >
      <h1 className="text-2xl">{t("selling.benefits.title")}</h1>
      <p className="mt-1 text-ink-2">{t("selling.benefits.intro")}</p>
      {benefits.length > 0 ? (
        <BenefitList benefits={benefits} community={community} words={words} />
      ) : (
        <div className="mt-6">
          <EmptyState icon={LockOpen} title={t("selling.benefits.none")}>
            {t("selling.benefits.noneHint")}
          </EmptyState>
        </div>
      )}
      <section className="mt-10 border-t border-line pt-6" aria-labelledby="new-benefit">
        <h2 id="new-benefit" className="mb-4 text-lg">
          {t("selling.benefits.new")}
        </h2>
        <FieldsForm
          action={createBenefitAction}
          hidden={{ community: community.slug }}
          fields={benefitFaceFields(t)}
          submit={t("selling.benefits.create")}
          busy={t("selling.benefits.creating")}
        />
      </section>
    </CommunityFrame>
  );
}
