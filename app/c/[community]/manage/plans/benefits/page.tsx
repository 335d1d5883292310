import type { Metadata } from "next";
import { BenefitList } from "@/components/billing/owner-benefits";
import { benefitFaceFields } from "@/components/billing/owner-product-fields";
import { Part } from "@/components/billing/owner-product-parts";
import { ManagePage } from "@/components/shell/manage-page";
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
    <ManagePage
      community={community}
      viewer={viewer}
      current="plans"
      title={t("selling.benefits.title")}
      intro={t("selling.benefits.intro")}
      above={[{ href: `${base}/plans`, label: t("selling.catalogue.title") }]}
    >
      {benefits.length > 0 ? (
        <BenefitList benefits={benefits} community={community} words={words} />
      ) : (
        <div className="mt-6">
          <EmptyState icon={LockOpen} title={t("selling.benefits.none")}>
            {t("selling.benefits.noneHint")}
          </EmptyState>
        </div>
      )}
      <Part id="new-benefit" title={t("selling.benefits.new")}>
        <div className="mt-4">
          <FieldsForm
            action={createBenefitAction}
            hidden={{ community: community.slug }}
            fields={benefitFaceFields(t)}
            submit={t("selling.benefits.create")}
            busy={t("selling.benefits.creating")}
          />
        </div>
      </Part>
    </ManagePage>
  );
}
