import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { shortDate } from "@/components/ui/relative-time";
import { sentences } from "@/components/ui/sentences";
import type { BoughtGift } from "@/lib/billing/queries/gifts";
import type { Words } from "@/lib/i18n/words";
import { GiftCode } from "./gift-code";

/** What somebody has bought for others: the code while it can be used, and what became of it. */
export function GiftList({ gifts, now, words }: { gifts: readonly BoughtGift[]; now: Date; words: Words }) {
  const { t } = words;
  return (
    <ul className="hair mt-2">
      {gifts.map((gift) => (
        <li key={gift.id} className="py-4">
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <Link className="font-semibold hover:underline" href={`/c/${gift.communitySlug}/feed`}>
              {gift.communityName}
            </Link>
            <span className="text-ink-2">{gift.productName}</span>
            {gift.state === "void" ? <Badge>{t("billing.account.giftVoid")}</Badge> : null}
          </p>
          <p className="num text-ink-2">{stateText(gift, now, words)}</p>
          {gift.code ? (
            <div className="mt-2">
              <GiftCode code={gift.code} slug={gift.communitySlug} words={words} />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function stateText(
  { state, redeemedAt, expiresAt, toEmail, zone }: BoughtGift,
  now: Date,
  { t, locale }: Words,
): string {
  const day = (at: Date) => shortDate(at, now, locale, zone);
  if (state === "redeemed" && redeemedAt) return t("billing.account.giftRedeemed", { date: day(redeemedAt) });
  if (state !== "waiting") return "";
  const sent = toEmail ? t("billing.account.giftTo", { email: toEmail }) : "";
  return sentences(locale, t("billing.account.giftWaiting", { date: day(expiresAt) }), sent);
}
