import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import type { Viewer } from "@/lib/access/types";
import { startCheckoutAction } from "@/lib/billing/actions/checkout";
import type { QuotedPrice } from "@/lib/billing/loaders/join";
import type { CatalogProduct } from "@/lib/billing/types";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { quoteSentences, termText } from "./quote-words";

export interface OnceOffer {
  product: CatalogProduct;
  prices: readonly QuotedPrice[];
  /** What a bundle holds. */
  items: readonly { id: string; name: string; owned: boolean }[];
}

interface OnceOffersProps {
  kind: "passes" | "bundles";
  community: Community;
  viewer: Viewer;
  offers: readonly OnceOffer[];
  per: string;
  coupon: string;
  words: Words;
}

/** What is paid once: passes with their terms, or bundles with what they hold and what is owned of it already. */
export function OnceOffers(props: OnceOffersProps) {
  const { kind, offers, words } = props;
  if (offers.length === 0) return null;
  return (
    <section className="mt-12" aria-labelledby={kind}>
      <h2 id={kind} className="text-2xl">
        {words.t(`billing.${kind}.title`)}
      </h2>
      <p className="mt-1 text-ink-2">{words.t(`billing.${kind}.hint`)}</p>
      <ul className="hair mt-3 border-y border-line">
        {offers.map((offer) => (
          <li key={offer.product.id} className="grid gap-x-8 gap-y-4 py-5 lg:grid-cols-2">
            <OfferText offer={offer} lang={props.community.locale} words={words} />
            <ul className="grid content-start gap-4">
              {offer.prices.map((price) => (
                <PriceRow key={price.id} offer={offer} price={price} {...props} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OfferText({
  offer: { product, items },
  lang,
  words: { t },
}: {
  offer: OnceOffer;
  lang: string;
  words: Words;
}) {
  return (
    <div className="min-w-0">
      <h3 className="text-md" lang={lang}>
        {product.name}
      </h3>
      <p className="text-ink-2" lang={lang}>
        {product.promise}
      </p>
      {items.length > 0 ? (
        <p className="mt-2 text-sm text-ink-2">
          <span className="mr-1 text-ink-3">{t("billing.bundles.holds")}</span>
          {items.map(({ id, name, owned }, index) => (
            <span key={id} lang={lang}>
              {index > 0 ? " · " : ""}
              {name}
              {owned ? ` (${t("billing.bundles.owned")})` : ""}
            </span>
          ))}
        </p>
      ) : null}
    </div>
  );
}

function PriceRow({
  kind,
  community,
  viewer,
  offer,
  price,
  words,
}: OnceOffersProps & { offer: OnceOffer; price: QuotedPrice }) {
  const { locale } = words;
  const place = { at: viewer.at, zone: community.zone };
  const { quote, coupon } = price;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-40 flex-1">
        <p className="font-medium">
          <Money text={formatMoney(quote.amount, quote.currency, locale)} />
          <span className="ml-2 font-normal text-ink-2">{termText(price, place, words)}</span>
        </p>
        {quoteSentences(quote, coupon, place, words).map((line) => (
          <p key={line} className="num text-sm text-accent-ink">
            {line}
          </p>
        ))}
      </div>
      <BuyOnce {...{ kind, community, viewer, offer, price, words }} />
    </li>
  );
}

type BuyOnceProps = Pick<OnceOffersProps, "kind" | "community" | "viewer" | "words"> & {
  offer: OnceOffer;
  price: QuotedPrice;
};

/** The button that buys, and, for what has a length, the way to give it to somebody. */
function BuyOnce({ kind, community, viewer, offer, price, words }: BuyOnceProps) {
  const { t, locale } = words;
  const { items, product } = offer;
  const base = `/c/${community.slug}`;
  const code = price.coupon?.code;
  const amount = formatMoney(price.quote.amount, price.quote.currency, locale);
  const label = price.quote.amount === 0 ? t("billing.bundles.take") : t(`billing.${kind}.buy`, { amount });
  if (items.length > 0 && items.every(({ owned }) => owned))
    return <p className="text-sm text-ink-2">{t("billing.bundles.all")}</p>;
  const back = `${base}/join${code ? `?coupon=${encodeURIComponent(code)}` : ""}#${kind}`;
  return (
    <div className="flex flex-wrap items-start gap-2">
      {viewer.person ? (
        <ActionButton
          action={startCheckoutAction}
          fields={{ community: community.slug, price: price.id, ...(code && { coupon: code }) }}
          busyLabel={t("billing.plan.opening")}
          variant="outline"
          wrap
        >
          {label}
        </ActionButton>
      ) : (
        <ButtonLink href={`/sign-up?next=${encodeURIComponent(back)}`} wrap>
          {label}
        </ButtonLink>
      )}
      {product.kind === "pass" && price.termDays !== null ? (
        <ButtonLink href={`${base}/gift?price=${price.id}`} variant="ghost" wrap>
          {t("billing.passes.gift")}
        </ButtonLink>
      ) : null}
    </div>
  );
}
