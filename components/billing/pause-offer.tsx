import { ActionForm } from "@/components/ui/action-form";
import { SelectField } from "@/components/ui/field";
import { sentences } from "@/components/ui/sentences";
import { SubmitButton } from "@/components/ui/submit-button";
import { pauseSubscriptionAction } from "@/lib/billing/actions/subscriptions";
import { pauseMonths } from "@/lib/billing/schema/subscriptions";
import type { Words } from "@/lib/i18n/words";

interface PauseOfferProps {
  subscription: { id: string };
  /** The last day that is paid, in words. */
  until: string;
  words: Words;
}

/** What else somebody who leaves may want: a rest that costs nothing and ends by itself. */
export function PauseOffer({ subscription, until, words: { t, locale } }: PauseOfferProps) {
  return (
    <section id="pause" className="mt-10 border-t border-line pt-7" aria-labelledby="pause-title">
      <h2 id="pause-title" className="text-lg">
        {t("billing.cancel.pauseTitle")}
      </h2>
      <p className="mt-1 text-ink-2">
        {sentences(locale, t("billing.cancel.pauseHint"), t("billing.account.pauseText", { date: until }))}
      </p>
      <ActionForm
        action={pauseSubscriptionAction}
        hidden={{ subscription: subscription.id }}
        className="mt-4 grid max-w-80 gap-4"
      >
        <SelectField name="months" label={t("billing.account.pauseFor")} defaultValue="1">
          {pauseMonths.map((months) => (
            <option key={months} value={months}>
              {t("billing.account.pauseMonths", { months: Number(months) })}
            </option>
          ))}
        </SelectField>
        <div>
          <SubmitButton variant="outline" busyLabel={t("billing.account.pausing")}>
            {t("billing.account.pauseDo")}
          </SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
