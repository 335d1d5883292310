import { ButtonLink } from "@/components/ui/button";
import { FieldsForm } from "@/components/ui/fields-form";
import { Notice } from "@/components/ui/notice";
import type { Viewer } from "@/lib/access/types";
import { redeemGiftAction } from "@/lib/billing/actions/gifts";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { termText } from "./quote-words";

interface RedeemFormProps {
  community: Community;
  viewer: Viewer;
  code: string;
  /** What the code opens; null for no code and for every code that opens nothing. */
  gift: { productName: string; termDays: number | null; note: string; from: string } | null;
  /** Set when too many codes were looked at from here. */
  waitMinutes: number | null;
  words: Words;
}

/** The code, what it opens, and one press. Whoever is not signed in does that first and keeps the code. */
export function RedeemForm({ community, viewer, code, gift, waitMinutes, words }: RedeemFormProps) {
  const { t } = words;
  const here = `/c/${community.slug}/gift/redeem${code ? `?code=${encodeURIComponent(code)}` : ""}`;
  const next = encodeURIComponent(here);
  return (
    <div className="mt-6 grid gap-6">
      {gift ? <GiftCard community={community} gift={gift} at={viewer.at} words={words} /> : null}
      {code !== "" && !gift ? (
        <Notice tone="warning">
          {waitMinutes === null ? t("errors.gift-unknown") : t("errors.too-many", { minutes: waitMinutes })}
        </Notice>
      ) : null}
      {viewer.person ? (
        <FieldsForm
          action={redeemGiftAction}
          hidden={{ community: community.slug }}
          fields={[
            {
              kind: "text",
              name: "code",
              label: t("billing.gift.code"),
              help: t("billing.gift.codeHelp"),
              defaultValue: code,
              autoComplete: "off",
              autoCapitalize: "none",
              maxLength: 64,
            },
          ]}
          submit={t("billing.gift.redeem")}
          busy={t("billing.gift.redeeming")}
        />
      ) : (
        <div>
          <p>{t("billing.gift.signIn")}</p>
          <div className="mt-3 flex flex-wrap gap-2">
            <ButtonLink variant="primary" href={`/sign-up?next=${next}`}>
              {t("billing.gift.signUpDo")}
            </ButtonLink>
            <ButtonLink href={`/sign-in?next=${next}`}>{t("billing.gift.signInDo")}</ButtonLink>
          </div>
        </div>
      )}
    </div>
  );
}

interface GiftCardProps {
  community: Community;
  gift: NonNullable<RedeemFormProps["gift"]>;
  at: Date;
  words: Words;
}

function GiftCard({ community, gift, at, words }: GiftCardProps) {
  const { t } = words;
  const term = termText({ termDays: gift.termDays, termUntil: null }, { at, zone: community.zone }, words);
  return (
    <section className="card p-5" aria-labelledby="gift">
      <h2 id="gift" className="text-lg" lang={community.locale}>
        {t("billing.gift.found", { product: gift.productName, term })}
      </h2>
      <p className="text-ink-2">{t("billing.gift.foundIn", { community: community.name })}</p>
      {gift.note ? (
        <figure className="mt-3 border-t border-line pt-3">
          <figcaption className="text-sm text-ink-3">{t("billing.gift.noteFrom", { giver: gift.from })}</figcaption>
          <blockquote className="mt-1 whitespace-pre-line break-words">{gift.note}</blockquote>
        </figure>
      ) : null}
    </section>
  );
}
