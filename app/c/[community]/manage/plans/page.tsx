import type { Metadata } from "next";
import { PlanForm } from "@/components/billing/plan-forms";
import { PlanList } from "@/components/billing/plan-list";
import { CommunityFrame } from "@/components/shell/community-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/icons";
import { createPlanAction } from "@/lib/billing/actions/products";
import { loadPlansForOwner } from "@/lib/billing/loaders/products";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.plans.title"), robots: { index: false } };
}

/** What people can pay for: the plans with their subscribers, and a form for another one. */
export default async function PlansPage({ params }: Props) {
  const { community, viewer, plans, benefits } = await loadPlansForOwner((await params).community);
  const words = await requestWords();
  const { t } = words;
  const { slug, currency } = community;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="plans"
      title={t("billing.plans.title")}
      crumbs={[{ href: `/c/${slug}/manage`, label: t("common.nav.manage") }]}
      width="form"
    >
      <h1 className="text-2xl">{t("billing.plans.heading")}</h1>
      <p className="mt-1 text-ink-2">{t("billing.plans.intro")}</p>
      <div className="mt-6">
        {plans.length > 0 ? (
          <PlanList plans={plans} community={community} words={words} />
        ) : (
          <EmptyState icon={Tag} title={t("billing.plans.none")}>
            {t("billing.plans.noneHint")}
          </EmptyState>
        )}
      </div>
      <section className="mt-10 border-t border-line pt-6" aria-labelledby="new-plan">
        <h2 id="new-plan" className="mb-4 text-xl">
          {t("billing.plans.newPlan")}
        </h2>
        <PlanForm
          action={createPlanAction}
          community={slug}
          benefits={benefits}
          words={{
            name: t("billing.plans.name"),
            nameHelp: t("billing.plans.nameHelp"),
            promise: t("billing.plans.promise"),
            month: t("billing.plans.month", { currency }),
            year: t("billing.plans.year", { currency }),
            priceHelp: t("billing.plans.priceHelp"),
            includes: t("billing.plans.includes"),
            create: t("billing.plans.create"),
            creating: t("billing.plans.creating"),
            optional: t("common.state.optional"),
          }}
        />
      </section>
    </CommunityFrame>
  );
}
