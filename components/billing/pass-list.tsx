import { ActionButton } from "@/components/ui/action-button";
import { Link } from "@/components/ui/link";
import { shortDate } from "@/components/ui/relative-time";
import { startCheckoutAction } from "@/lib/billing/actions/checkout";
import type { OwnPass } from "@/lib/billing/own-billing";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

/** The person's passes with their end, and one press to add as many days again. */
export function PassList({ passes, now, words }: { passes: readonly OwnPass[]; now: Date; words: Words }) {
  return (
    <ul className="hair mt-2">
      {passes.map((pass) => (
        <PassRow key={pass.productId} pass={pass} now={now} words={words} />
      ))}
    </ul>
  );
}

function PassRow({ pass, now, words }: { pass: OwnPass; now: Date; words: Words }) {
  const { t, locale } = words;
  const { communitySlug, communityName, communityLang, name, renewal } = pass;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap gap-x-2" lang={communityLang}>
          <Link className="font-semibold hover:underline" href={`/c/${communitySlug}/feed`}>
            {communityName}
          </Link>
          <span className="text-ink-2">{name}</span>
        </p>
        <p className="num text-ink-2">{passText(pass, now, words)}</p>
      </div>
      {renewal ? (
        <ActionButton
          action={startCheckoutAction}
          fields={{ community: communitySlug, price: renewal.priceId }}
          busyLabel={t("billing.plan.opening")}
          size="sm"
          variant="outline"
          wrap
        >
          {t("billing.account.passRenew", {
            term: t("billing.term.days", { days: renewal.termDays }),
            amount: formatMoney(renewal.amount, renewal.currency, locale),
          })}
        </ActionButton>
      ) : (
        <span className="text-sm text-ink-3">{t("billing.account.passGone")}</span>
      )}
    </li>
  );
}

function passText({ startsAt, endsAt, zone }: OwnPass, now: Date, { t, locale }: Words): string {
  const day = (at: Date) => shortDate(at, now, locale, zone);
  if (endsAt <= now) return t("billing.account.passEnded", { date: day(endsAt) });
  if (startsAt > now) return t("billing.account.passFrom", { date: day(startsAt), to: day(endsAt) });
  return t("billing.account.passUntil", { date: day(endsAt) });
}
