import { ButtonLink } from "@/components/ui/button";
import { ChoiceGroup, RadioCard } from "@/components/ui/choice-fields";
import { FieldsForm } from "@/components/ui/fields-form";
import type { Viewer } from "@/lib/access/types";
import { buyGiftAction } from "@/lib/billing/actions/gifts";
import type { QuotedPrice } from "@/lib/billing/loaders/join";
import type { CatalogProduct } from "@/lib/billing/types";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { quoteSentences, termText } from "./quote-words";

interface GiftFormProps {
  community: Community;
  viewer: Viewer;
  query: { price?: string; coupon: string };
  gifts: readonly { product: CatalogProduct; price: QuotedPrice }[];
  words: Words;
}

/** Which pass, for whom, and what is said with it. Who has no account yet makes one first. */
export function GiftForm({ community, viewer, query, gifts, words }: GiftFormProps) {
  const { t, locale } = words;
  const place = { at: viewer.at, zone: community.zone };
  const chosen = gifts.find(({ price }) => price.id === query.price) ?? gifts[0];
  const choice = (
    <ChoiceGroup id="price" label={t("billing.gift.choose")}>
      {gifts.map(({ product, price }) => (
        <RadioCard
          key={price.id}
          name="price"
          value={price.id}
          defaultChecked={price.id === chosen?.price.id}
          title={<span lang={community.locale}>{product.name}</span>}
          aside={
            <span className="num font-medium">{formatMoney(price.quote.amount, price.quote.currency, locale)}</span>
          }
        >
          {[termText(price, place, words), ...quoteSentences(price.quote, price.coupon, place, words)].join(" · ")}
        </RadioCard>
      ))}
    </ChoiceGroup>
  );
  if (!viewer.person) {
    const back = `/c/${community.slug}/gift${query.price ? `?price=${query.price}` : ""}`;
    return (
      <div className="mt-6 grid gap-5">
        {choice}
        <p className="text-ink-2">{t("billing.gift.buyFirst")}</p>
        <div>
          <ButtonLink variant="primary" href={`/sign-up?next=${encodeURIComponent(back)}`}>
            {t("billing.gift.signUpDo")}
          </ButtonLink>
        </div>
      </div>
    );
  }
  return (
    <div className="mt-6">
      <FieldsForm
        action={buyGiftAction}
        hidden={{ community: community.slug, coupon: query.coupon }}
        before={choice}
        fields={[
          {
            kind: "email",
            name: "to",
            label: t("billing.gift.to"),
            help: t("billing.gift.toHelp"),
            optional: t("billing.cancel.optional"),
            autoComplete: "off",
            maxLength: 254,
          },
          {
            kind: "area",
            name: "note",
            label: t("billing.gift.note"),
            help: t("billing.gift.noteHelp"),
            optional: t("billing.cancel.optional"),
            rows: 3,
            maxLength: 500,
          },
        ]}
        submit={t("billing.gift.buy")}
        busy={t("billing.gift.buying")}
      >
        <p className="text-sm text-ink-3">{t("billing.gift.terms")}</p>
      </FieldsForm>
    </div>
  );
}
