import type { Metadata } from "next";
import { AccountPage } from "@/components/billing/account-page";
import { PauseOffer } from "@/components/billing/pause-offer";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ChoiceGroup, RadioCard } from "@/components/ui/choice-fields";
import { TextArea } from "@/components/ui/field";
import { shortDate } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { cancelSubscriptionAction } from "@/lib/billing/actions/subscriptions";
import { loadCancellation } from "@/lib/billing/loaders/subscriptions";
import { mayPause } from "@/lib/billing/own-billing";
import { cancelReasons } from "@/lib/billing/types";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ subscription: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.cancel.do"), robots: { index: false } };
}

/** The second of two clicks. It says what stays and until when; reason and comment may be left out. */
export default async function CancelPage({ params }: Props) {
  const { person, subscription, demo, at } = await loadCancellation((await params).subscription);
  const words = await requestWords();
  const { t, locale } = words;
  const until = shortDate(subscription.currentPeriodEnd, at, locale, subscription.zone);
  return (
    <AccountPage person={person} demo={demo} words={words}>
      <h1 className="text-2xl">{t("billing.cancel.title", { plan: subscription.planName })}</h1>
      <p className="mt-2 text-ink-2">
        {t(subscription.status === "trialing" ? "billing.cancel.textTrial" : "billing.cancel.text", { date: until })}
      </p>
      <ActionForm
        action={cancelSubscriptionAction}
        hidden={{ subscription: subscription.id }}
        className="mt-6 grid gap-5"
      >
        <ChoiceGroup
          id="reason"
          label={
            <>
              {t("billing.cancel.why")} <span className="font-normal text-ink-3">{t("billing.cancel.optional")}</span>
            </>
          }
          className="sm:grid-cols-2"
        >
          {cancelReasons.map((reason) => (
            <RadioCard key={reason} name="reason" value={reason} title={t(`billing.cancel.reasons.${reason}`)} />
          ))}
        </ChoiceGroup>
        <TextArea
          name="comment"
          label={t("billing.cancel.comment")}
          optional={t("billing.cancel.optional")}
          help={t("billing.cancel.commentHelp")}
          maxLength={500}
          rows={3}
        />
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/me/billing">{t("billing.cancel.keep")}</ButtonLink>
          <SubmitButton variant="danger" busyLabel={t("billing.cancel.working")}>
            {t("billing.cancel.do")}
          </SubmitButton>
        </div>
      </ActionForm>
      {mayPause(subscription) ? <PauseOffer subscription={subscription} until={until} words={words} /> : null}
    </AccountPage>
  );
}
