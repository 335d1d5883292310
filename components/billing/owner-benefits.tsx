import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { FieldsForm } from "@/components/ui/fields-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { changeBenefitAction, offerBenefitAction } from "@/lib/billing/actions/benefits";
import type { OwnedBenefit } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { namesInWords } from "./owner-price";
import { benefitFaceFields } from "./owner-product-fields";

interface BenefitListProps {
  benefits: readonly OwnedBenefit[];
  community: { slug: string; locale: string };
  words: Words;
}

/** What products open, each with where it is in and how many posts ask for it; its form folds out. */
export function BenefitList({ benefits, community, words }: BenefitListProps) {
  const { t, locale } = words;
  return (
    <ul className="hair mt-4">
      {benefits.map((benefit) => {
        const { id, name, description, products, posts, archivedAt } = benefit;
        return (
          <li key={id} className="py-3">
            <div className="flex flex-wrap items-baseline gap-x-2">
              <h2 className="text-md font-semibold" lang={community.locale}>
                {name}
              </h2>
              {archivedAt ? <Badge>{t("selling.benefits.archived")}</Badge> : null}
              <span className="text-sm text-ink-3">{t("selling.benefits.posts", { count: posts })}</span>
            </div>
            {description ? (
              <p className="text-ink-2" lang={community.locale}>
                {description}
              </p>
            ) : null}
            <p className="text-sm text-ink-3">
              {products.length > 0
                ? t("selling.benefits.inProducts", { products: namesInWords(products, locale) })
                : t("selling.benefits.inNone")}
            </p>
            <details className="mt-1">
              <summary className="link cursor-pointer py-1">{t("selling.benefits.change")}</summary>
              <div className="mt-2 grid gap-4">
                <FieldsForm
                  action={changeBenefitAction}
                  hidden={{ community: community.slug, benefit: id }}
                  idPrefix={`${id}-`}
                  fields={benefitFaceFields(t, benefit)}
                  variant="outline"
                  submit={t("selling.product.save")}
                  busy={t("common.state.saving")}
                />
                <OfferForm benefit={benefit} slug={community.slug} words={words} />
              </div>
            </details>
          </li>
        );
      })}
    </ul>
  );
}

function OfferForm({ benefit, slug, words: { t } }: { benefit: OwnedBenefit; slug: string; words: Words }) {
  const isArchived = benefit.archivedAt !== null;
  return (
    <ActionForm
      action={offerBenefitAction}
      hidden={{ community: slug, benefit: benefit.id, to: isArchived ? "offered" : "archived" }}
    >
      <SubmitButton
        size="sm"
        variant={isArchived ? "outline" : "danger-outline"}
        busyLabel={t(isArchived ? "selling.benefits.offering" : "selling.benefits.archiving")}
      >
        {t(isArchived ? "selling.benefits.offer" : "selling.benefits.archive")}
      </SubmitButton>
    </ActionForm>
  );
}
