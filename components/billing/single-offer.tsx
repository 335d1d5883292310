import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { startCheckoutAction } from "@/lib/billing/actions/checkout";
import type { QuotedPrice } from "@/lib/billing/loaders/join";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { quoteSentences, termText } from "./quote-words";

interface SingleOfferProps {
  slug: string;
  /** The way back to the page itself, after making an account. */
  path: string;
  signedIn: boolean;
  single: { price: QuotedPrice; name: string; post: string | null };
  at: Date;
  zone: string;
  lang: string;
  words: Words;
}

/** One text for one price: what it is, what it costs, for how long it is theirs, and the way back. */
export function SingleOffer({ slug, path, signedIn, single, at, zone, lang, words }: SingleOfferProps) {
  const { t, locale } = words;
  const { price, name, post } = single;
  const place = { at, zone };
  const code = price.coupon?.code;
  const figure = formatMoney(price.quote.amount, price.quote.currency, locale);
  const buy = t("billing.single.buy", { amount: figure });
  const isForGood = price.termDays === null && price.termUntil === null;
  return (
    <section className="mt-6 max-w-150 rounded-xl border border-line p-6" aria-labelledby="single">
      <h2 id="single" className="text-xl" lang={lang}>
        {name}
      </h2>
      <p className="mt-1 text-ink-2">
        {isForGood ? t("billing.single.kept") : t("billing.single.keptDays", { term: termText(price, place, words) })}
      </p>
      <p className="mt-4">
        <Money size="price" text={figure} per={t("billing.single.once")} />
      </p>
      {quoteSentences(price.quote, price.coupon, place, words).map((line) => (
        <p key={line} className="num text-sm text-accent-ink">
          {line}
        </p>
      ))}
      <div className="mt-5 flex flex-wrap gap-2">
        {signedIn ? (
          <ActionButton
            action={startCheckoutAction}
            fields={{ community: slug, price: price.id, ...(code && { coupon: code }) }}
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
        {post ? (
          <ButtonLink href={`/c/${slug}/posts/${post}`} variant="ghost">
            {t("billing.single.back")}
          </ButtonLink>
        ) : null}
      </div>
    </section>
  );
}
