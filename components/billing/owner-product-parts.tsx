import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { FieldsForm } from "@/components/ui/fields-form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  archivePlanAction,
  changeProductAction,
  restoreProductAction,
  setPlanPricesAction,
  setProductContentsAction,
  setTermPriceAction,
} from "@/lib/billing/actions/products";
import { lastDayOf } from "@/lib/billing/last-day";
import type { CatalogProduct } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { amountToType } from "@/lib/platform/money";
import { PassTerms } from "./owner-price-history";
import {
  benefitFields,
  faceFields,
  type Item,
  itemFields,
  planPriceFields,
  termPriceFields,
  termsFields,
} from "./owner-product-fields";

interface PartProps {
  product: CatalogProduct;
  community: { slug: string; currency: string; locale: string; zone: string };
  words: Words;
}

/** A part of an owner's page, below a line. */
export function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="mt-10 border-t border-line pt-6" aria-labelledby={id}>
      <h2 id={id} className="text-lg">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Name, promise, description and terms. */
export function FactsPart({ product, community, words: { t } }: PartProps) {
  return (
    <FieldsForm
      action={changeProductAction}
      hidden={{ community: community.slug, product: product.id }}
      fields={[
        ...faceFields(t, product),
        { kind: "heading", name: "terms", label: t("selling.product.terms") },
        ...termsFields(t, product.kind, product),
      ]}
      submit={t("selling.product.save")}
      busy={t("common.state.saving")}
    />
  );
}

interface ContentsProps extends PartProps {
  benefits: readonly { id: string; name: string }[];
  items: readonly Item[];
  /** The address of the one post it sells. */
  postHref: string | null;
}

/** What it opens or holds. A single post opens that post and nothing else. */
export function ContentsPart({ product, community, benefits, items, postHref, words: { t } }: ContentsProps) {
  if (product.postId) {
    return (
      <p className="mt-2 text-ink-2">
        {t("selling.product.singlePost")}{" "}
        {postHref ? (
          <Link href={postHref} className="link">
            {t("selling.product.toPost")}
          </Link>
        ) : null}
      </p>
    );
  }
  const isBundle = product.kind === "bundle";
  return (
    <>
      <p className="mt-1 mb-3 text-ink-2">{t("selling.product.contentsHelp")}</p>
      <FieldsForm
        action={setProductContentsAction}
        hidden={{ community: community.slug, product: product.id }}
        fields={
          isBundle
            ? itemFields(t, items, community.locale, {
                ticked: product.itemIds,
                label: t("selling.catalogue.groups.one_off"),
              })
            : benefitFields(t, benefits, community.locale, {
                ticked: product.benefitIds,
                label: t("selling.benefits.label"),
              })
        }
        variant="outline"
        submit={t(isBundle ? "selling.product.setItems" : "selling.product.setContents")}
        busy={t("common.state.saving")}
      />
    </>
  );
}

/** The form for what it costs from now on. A pass has its terms above it. */
export function PricePart({ product, community, words }: PartProps) {
  const { t } = words;
  const { currency, slug } = community;
  const hidden = { community: slug, product: product.id };
  const busy = t("common.state.saving");
  if (product.kind === "subscription") {
    const typed = (interval: "month" | "year") => {
      const price = product.prices.find((each) => each.interval === interval);
      return price ? amountToType(price.amount, price.currency) : "";
    };
    const fields = planPriceFields(t, currency, { month: typed("month"), year: typed("year") });
    return (
      <FieldsForm
        action={setPlanPricesAction}
        {...{ hidden, fields, busy }}
        variant="outline"
        submit={t("selling.prices.reprice")}
      />
    );
  }
  const isPass = product.kind === "pass";
  const [price] = isPass ? [] : product.prices;
  const known = price && {
    price: amountToType(price.amount, price.currency),
    term: price.termDays !== null ? ("days" as const) : price.termUntil ? ("until" as const) : ("good" as const),
    days: price.termDays === null ? "" : String(price.termDays),
    until: price.termUntil ? lastDayOf(price.termUntil, community.zone) : "",
  };
  return (
    <>
      {isPass ? <PassTerms product={product} community={community} words={words} /> : null}
      <div className={isPass ? "mt-4" : undefined}>
        <FieldsForm
          action={setTermPriceAction}
          {...{ hidden, busy }}
          fields={termPriceFields(t, product.kind, community, known)}
          variant="outline"
          submit={t(isPass ? "selling.prices.addTerm" : "selling.prices.repriceOne")}
        >
          {isPass ? <p className="text-sm text-ink-3">{t("selling.prices.addTermHelp")}</p> : null}
        </FieldsForm>
      </div>
    </>
  );
}

/** Off sale, or back on. */
export function SalePart({ product, community, words: { t } }: PartProps) {
  const hidden = { community: community.slug, product: product.id };
  if (product.archivedAt) {
    return (
      <ActionForm action={restoreProductAction} hidden={hidden} className="mt-2 grid gap-3">
        <p className="text-ink-2">{t("selling.product.isArchived")}</p>
        <div>
          <SubmitButton variant="outline" busyLabel={t("selling.product.restoring")}>
            {t("selling.product.restore")}
          </SubmitButton>
        </div>
      </ActionForm>
    );
  }
  return (
    <ActionForm action={archivePlanAction} hidden={hidden} className="mt-2 grid gap-3">
      {product.heldBack ? (
        <Notice tone="warning" title={t("selling.catalogue.heldBack.badge")}>
          {t(`selling.catalogue.heldBack.${product.heldBack}`)}
        </Notice>
      ) : null}
      <p className="text-ink-2">{t("selling.product.archiveHint")}</p>
      <div>
        <SubmitButton variant="danger-outline" busyLabel={t("selling.product.archiving")}>
          {t("selling.product.archive")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
