import { type FieldSpec, FieldsForm } from "@/components/ui/fields-form";
import { createProductAction } from "@/lib/billing/actions/products";
import type { ProductKind } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import {
  benefitFields,
  faceFields,
  type Item,
  itemFields,
  planPriceFields,
  termPriceFields,
  termsFields,
} from "./owner-product-fields";

interface NewProductFormProps {
  kind: ProductKind;
  community: { slug: string; currency: string; locale: string; zone: string };
  benefits: readonly { id: string; name: string }[];
  items: readonly Item[];
  words: Words;
}

/** Everything something new needs before it is on sale, according to its kind. */
export function NewProductForm({ kind, community, benefits, items, words: { t } }: NewProductFormProps) {
  return (
    <FieldsForm
      action={createProductAction}
      hidden={{ community: community.slug, kind }}
      fields={[
        ...faceFields(t),
        ...priceFields({ kind, community, t }),
        ...contentFields({ kind, community, benefits, items, t }),
        { kind: "heading", name: "terms", label: t("selling.product.terms") },
        ...termsFields(t, kind),
      ]}
      submit={t(`selling.product.create.${kind}`)}
      busy={t("selling.product.creating")}
    />
  );
}

type Parts = Pick<NewProductFormProps, "kind" | "community"> & { t: Words["t"] };

function priceFields({ kind, community, t }: Parts): FieldSpec[] {
  if (kind === "free") return [];
  if (kind === "subscription") return planPriceFields(t, community.currency);
  return termPriceFields(t, kind, community);
}

function contentFields({
  kind,
  community,
  benefits,
  items,
  t,
}: Parts & Pick<NewProductFormProps, "benefits" | "items">) {
  if (kind === "free") return [];
  if (kind === "bundle") return itemFields(t, items, community.locale);
  // Somebody who has nothing to open yet would otherwise have to make a benefit first.
  const own = { checked: kind === "subscription" || benefits.length === 0 };
  return benefitFields(t, benefits, community.locale, { own });
}
