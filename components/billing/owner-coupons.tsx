import { ActionForm } from "@/components/ui/action-form";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { type FieldSpec, FieldsForm } from "@/components/ui/fields-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { archiveCouponAction, createCouponAction } from "@/lib/billing/actions/coupons";
import type { ManagedCoupon } from "@/lib/billing/queries/coupons";
import type { Words } from "@/lib/i18n/words";
import { type CouponState, couponState, couponTermsInWords, couponWindowInWords } from "./owner-coupon-words";
import { namesInWords } from "./owner-price";

interface CouponListProps {
  coupons: readonly ManagedCoupon[];
  products: readonly { id: string; name: string }[];
  community: { slug: string; zone: string };
  now: Date;
  words: Words;
}

/** The coupons that can still be used or will be; ended ones fold away below. */
export function CouponList(props: CouponListProps) {
  const { coupons, words } = props;
  const archived = coupons.filter(({ archivedAt }) => archivedAt !== null);
  const open = coupons.filter(({ archivedAt }) => archivedAt === null);
  return (
    <>
      <ul className="hair mt-4">
        {open.map((coupon) => (
          <CouponRow key={coupon.id} coupon={coupon} {...props} />
        ))}
      </ul>
      {archived.length > 0 ? (
        <details className="mt-6">
          <summary className="cursor-pointer py-1 text-ink-2">
            {words.t("selling.coupons.archivedList")} <span className="num text-ink-3">{archived.length}</span>
          </summary>
          <ul className="hair mt-1">
            {archived.map((coupon) => (
              <CouponRow key={coupon.id} coupon={coupon} {...props} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

const tones: Record<CouponState, BadgeTone> = {
  running: "success",
  soon: "neutral",
  over: "neutral",
  usedUp: "warning",
  archived: "neutral",
};

function CouponRow({ coupon, products, community, now, words }: CouponListProps & { coupon: ManagedCoupon }) {
  const { t, locale } = words;
  const state = couponState(coupon, now);
  const names = products.filter(({ id }) => coupon.productIds.includes(id)).map(({ name }) => name);
  const facts = [
    couponWindowInWords(coupon, now, community.zone, words),
    names.length > 0
      ? t("selling.coupons.only", { products: namesInWords(names, locale) })
      : t("selling.coupons.everything"),
    coupon.maxPerPerson === null ? null : t("selling.coupons.perPerson", { count: coupon.maxPerPerson }),
  ].filter((fact) => fact !== null);
  const taken =
    coupon.maxTotal === null
      ? t("selling.coupons.takenFree", { taken: coupon.taken })
      : t("selling.coupons.taken", { taken: coupon.taken, max: coupon.maxTotal });
  const waiting = coupon.reserved > 0 ? ` · ${t("selling.coupons.waiting", { count: coupon.reserved })}` : "";
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <h2 className="font-mono text-md font-semibold break-all">{coupon.code}</h2>
          <Badge tone={tones[state]}>{t(`selling.coupons.${state}`)}</Badge>
        </div>
        <p>{couponTermsInWords(coupon, words)}</p>
        <p className="text-sm text-ink-3">{facts.join(" · ")}</p>
        <p className="num text-sm text-ink-2">
          {taken}
          {waiting}
        </p>
      </div>
      {coupon.archivedAt ? null : (
        <ActionForm action={archiveCouponAction} hidden={{ community: community.slug, coupon: coupon.id }}>
          <SubmitButton
            size="sm"
            variant="ghost"
            busyLabel={t("selling.coupons.archiving")}
            aria-label={t("selling.coupons.archiveOf", { code: coupon.code })}
          >
            {t("selling.coupons.archive")}
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  );
}

interface CouponFormProps {
  community: { slug: string; currency: string; zone: string; locale: string };
  products: readonly { id: string; name: string }[];
  words: Words;
}

/** A new coupon. Its terms are fixed with it. */
export function CouponForm({ community, products, words: { t } }: CouponFormProps) {
  const optional = t("selling.product.optional");
  const number = (name: string, label: string, help?: string): FieldSpec => ({
    kind: "text",
    name,
    label,
    help,
    optional,
    inputMode: "numeric",
    maxLength: 7,
  });
  const day = (name: string, label: string): FieldSpec => ({
    kind: "date",
    name,
    label,
    optional,
    help: t("selling.coupons.dayHelp", { zone: community.zone }),
  });
  const boxes = products.map(({ id, name }) => ({ name: `product:${id}`, label: name, lang: community.locale }));
  return (
    <FieldsForm
      action={createCouponAction}
      hidden={{ community: community.slug }}
      fields={[
        {
          kind: "text",
          name: "code",
          label: t("selling.coupons.code"),
          help: t("selling.coupons.codeHelp"),
          maxLength: 32,
        },
        {
          kind: "select",
          name: "form",
          label: t("selling.coupons.form"),
          options: [
            { value: "percent", label: t("selling.coupons.formPercent") },
            { value: "amount", label: t("selling.coupons.formAmount") },
          ],
        },
        {
          kind: "text",
          name: "value",
          label: t("selling.coupons.value"),
          help: t("selling.coupons.valueHelp", { currency: community.currency }),
          inputMode: "decimal",
          maxLength: 12,
        },
        {
          kind: "select",
          name: "duration",
          label: t("selling.coupons.duration"),
          options: [
            { value: "once", label: t("selling.coupons.durationOnce") },
            { value: "months", label: t("selling.coupons.durationMonths") },
            { value: "forever", label: t("selling.coupons.durationForever") },
          ],
        },
        number("months", t("selling.coupons.monthsField")),
        day("from", t("selling.coupons.from")),
        day("until", t("selling.coupons.until")),
        number("maxTotal", t("selling.coupons.maxTotal"), t("selling.coupons.noLimit")),
        number("maxPerPerson", t("selling.coupons.maxPerPerson"), t("selling.coupons.noLimit")),
        ...(boxes.length > 0
          ? [
              {
                kind: "boxes" as const,
                name: "products",
                label: t("selling.coupons.products"),
                help: t("selling.coupons.productsHelp"),
                boxes,
              },
            ]
          : []),
      ]}
      submit={t("selling.coupons.create")}
      busy={t("selling.coupons.creating")}
    />
  );
}
