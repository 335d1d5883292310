import type { Metadata } from "next";
import { SiteFrame } from "@/app/(site)/site-frame";
import { newPasswordFields } from "@/components/identity/account-fields";
import { AccountTabs } from "@/components/identity/account-tabs";
import { SessionList } from "@/components/identity/session-list";
import { ActionForm } from "@/components/ui/action-form";
import { FieldsForm } from "@/components/ui/fields-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestWords } from "@/lib/i18n/request";
import { changePasswordAction, requestResetAction, signOutEverywhereAction } from "@/lib/identity/actions";
import { loadHasPassword, loadSessions, requirePerson } from "@/lib/identity/loaders";
import { wallClock } from "@/lib/platform/clock";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("identity.security.title"), robots: { index: false } };
}

export default async function SecurityPage() {
  const person = await requirePerson("/me/security");
  const [words, sessions, hasPassword] = await Promise.all([requestWords(), loadSessions(), loadHasPassword()]);
  const { t } = words;
  return (
    <SiteFrame current="account" width="form">
      <h1 className="text-2xl">{t("identity.security.title")}</h1>
      <p className="mt-1.5 mb-5 text-ink-2">{t("identity.security.lead")}</p>
      <AccountTabs current="security" t={t} />
      <section aria-labelledby="sessions">
        <h2 id="sessions" className="mb-3 text-lg">
          {t("identity.security.sessions")}
        </h2>
        <SessionList sessions={sessions} now={wallClock()} words={words} />
        <ActionForm action={signOutEverywhereAction} className="mt-4 flex flex-wrap items-center gap-3">
          <SubmitButton variant="danger-outline" busyLabel={t("common.state.working")}>
            {t("identity.security.everywhere")}
          </SubmitButton>
          <span className="text-sm text-ink-3">{t("identity.security.everywhereHelp")}</span>
        </ActionForm>
      </section>
      <section className="mt-9 border-t border-line pt-7" aria-labelledby="password-title">
        <h2 id="password-title" className="text-lg">
          {t("identity.security.password")}
        </h2>
        <p className="mt-0.5 mb-4 text-ink-2">
          {hasPassword ? t("identity.security.passwordLead") : t("identity.security.passwordNone")}
        </p>
        {hasPassword ? (
          <FieldsForm
            action={changePasswordAction}
            fields={[
              {
                kind: "password",
                name: "passwordNow",
                label: t("identity.field.passwordNow"),
                autoComplete: "current-password",
              },
              ...newPasswordFields(t),
            ]}
            submit={t("identity.security.changePassword")}
            busy={t("common.state.saving")}
          />
        ) : (
          <ActionForm action={requestResetAction} hidden={{ email: person.email }}>
            <SubmitButton variant="outline" busyLabel={t("common.state.sending")}>
              {t("identity.security.passwordSet")}
            </SubmitButton>
          </ActionForm>
        )}
      </section>
    </SiteFrame>
  );
}
