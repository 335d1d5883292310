import { ActionButton } from "@/components/ui/action-button";
import { ActionForm } from "@/components/ui/action-form";
import { SelectField } from "@/components/ui/field";
import { exactTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { changeInPortalAction } from "@/lib/billing/sandbox/actions/portal";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface Offer {
  id: string;
  name: string;
  amount: number;
  interval: "month" | "year";
}

interface SandboxSubscriptionProps {
  session: string;
  subscription: {
    id: string;
    product: string;
    amount: number;
    currency: string;
    interval: "month" | "year";
    endsOrRenews: Date;
    ending: boolean;
    offers: Offer[];
  };
  words: Words;
}

/** A subscription on the payment service's own page: its customer changes or ends it there, and we hear of it later. */
export function SandboxSubscription({ session, subscription, words }: SandboxSubscriptionProps) {
  const { t, locale } = words;
  const { id, ending, offers, currency } = subscription;
  const price = ({ amount, interval }: Pick<Offer, "amount" | "interval">) =>
    t("sandbox.portal.price", {
      amount: formatMoney(amount, currency, locale),
      every: t(`sandbox.checkout.every.${interval}`),
    });
  const wish = (what: string) => ({ session, subscription: id, what });
  const busy = t("sandbox.portal.working");
  return (
    <li className="grid gap-3 py-4">
      <p>
        <b>{subscription.product}</b> <span className="num text-ink-2">{price(subscription)}</span>
        <span className="block text-sm text-ink-3">
          {t(ending ? "sandbox.portal.ends" : "sandbox.portal.renews", {
            date: exactTime(subscription.endsOrRenews, locale, "UTC"),
          })}
        </span>
      </p>
      {offers.length > 0 ? (
        <ActionForm action={changeInPortalAction} hidden={wish("price")} className="flex flex-wrap items-end gap-3">
          <SelectField id={`price-${id}`} name="price" label={t("sandbox.portal.changeTo")}>
            {offers.map((offer) => (
              <option key={offer.id} value={offer.id}>
                {offer.name} · {price(offer)}
              </option>
            ))}
          </SelectField>
          <SubmitButton variant="outline" busyLabel={busy}>
            {t("sandbox.portal.change")}
          </SubmitButton>
        </ActionForm>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <ActionButton
          action={changeInPortalAction}
          fields={wish(ending ? "keep" : "cancel")}
          busyLabel={busy}
          variant="outline"
        >
          {t(ending ? "sandbox.portal.keep" : "sandbox.portal.cancel")}
        </ActionButton>
        <ActionButton action={changeInPortalAction} fields={wish("end")} busyLabel={busy} variant="ghost">
          {t("sandbox.portal.end")}
        </ActionButton>
      </div>
    </li>
  );
}
