import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { startCheckoutAction } from "@/lib/billing/actions/checkout";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface SingleOfferProps {
  slug: string;
  /** The way back to the page itself, after making an account. */
  path: string;
  signedIn: boolean;
  single: { priceId: string; name: string; amount: number; currency: string; post: string | null };
  lang: string;
  words: Words;
}

/** One text for one price: what it is, what it costs, and the way back. */
export function SingleOffer({ slug, path, signedIn, single, lang, words }: SingleOfferProps) {
  const { t, locale } = words;
  const buy = t("billing.single.buy", { amount: formatMoney(single.amount, single.currency, locale) });
  return (
    <section className="mt-6 max-w-150 rounded-xl border border-line p-6" aria-labelledby="single">
      <h2 id="single" className="text-xl" lang={lang}>
        {single.name}
      </h2>
      <p className="mt-1 text-ink-2">{t("billing.single.kept")}</p>
      <p className="mt-4">
        <Money size="price" text={formatMoney(single.amount, single.currency, locale)} per={t("billing.single.once")} />
      </p>
      <div className="mt-5 flex flex-wrap gap-2">
        {signedIn ? (
          <ActionButton
            action={startCheckoutAction}
            fields={{ community: slug, price: single.priceId }}
            busyLabel={t("billing.plan.opening")}
            variant="primary"
          >
            {buy}
          </ActionButton>
        ) : (
          <ButtonLink href={`/sign-up?next=${encodeURIComponent(path)}`} variant="primary">
            {buy}
          </ButtonLink>
        )}
        {single.post ? (
          <ButtonLink href={`/c/${slug}/posts/${single.post}`} variant="ghost">
            {t("billing.single.back")}
          </ButtonLink>
        ) : null}
      </div>
    </section>
  );
}
