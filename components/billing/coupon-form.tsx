import { TextField } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Link } from "@/components/ui/link";
import { sentences } from "@/components/ui/sentences";
import type { CouponTerms } from "@/lib/billing/coupon";
import type { Words } from "@/lib/i18n/words";
import { couponText } from "./quote-words";

interface CouponFormProps {
  /** The join page. */
  here: string;
  query: { per: string; coupon: string; as?: string };
  coupon: CouponTerms | null;
  /** Why the typed code lowers nothing here: a code of the messages `errors`. */
  refusal: string | null;
  isPartial: boolean;
  giftHref: string;
  words: Words;
}

/** Where a code is typed. A plain form: the code stands in the address, and the prices on the page are with it. */
export function CouponForm({ here, query, coupon, refusal, isPartial, giftHref, words }: CouponFormProps) {
  const { t, locale } = words;
  const typed = query.coupon.trim();
  const applies = typed !== "" && coupon !== null && refusal === null;
  const key = `errors.${refusal}` as "errors.invalid";
  const error = typed === "" || applies ? undefined : t.has(key) ? t(key) : t("errors.coupon-unknown");
  return (
    <section className="mt-10 max-w-150" aria-labelledby="coupon-title">
      <h2 id="coupon-title" className="text-lg">
        {t("billing.coupon.title")}
      </h2>
      <form action={here} className="mt-3 flex flex-wrap items-start gap-2">
        <input type="hidden" name="per" value={query.per} />
        {query.as ? <input type="hidden" name="as" value={query.as} /> : null}
        <div className="min-w-50 flex-1">
          <TextField
            name="coupon"
            label={t("billing.coupon.label")}
            hideLabel
            defaultValue={typed}
            error={error}
            maxLength={64}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            required
          />
        </div>
        <button type="submit" className="btn btn-outline">
          {t("billing.coupon.apply")}
        </button>
      </form>
      {applies ? (
        <div className="mt-3">
          <FormMessage tone="success">
            {sentences(
              locale,
              t("billing.coupon.applied", { code: coupon.code, discount: couponText(coupon, words) }),
              isPartial && t("billing.coupon.some"),
            )}{" "}
            <Link className="link" href={`${here}?per=${query.per}`} scroll={false}>
              {t("billing.coupon.remove")}
            </Link>
          </FormMessage>
        </div>
      ) : null}
      <p className="mt-3 text-sm text-ink-3">
        {t("billing.coupon.gift")}{" "}
        <Link className="link" href={giftHref}>
          {t("billing.coupon.giftLink")}
        </Link>
      </p>
    </section>
  );
}
