import type { Metadata } from "next";
import { SiteFrame } from "@/app/(site)/site-frame";
import { nameField } from "@/components/identity/account-fields";
import { AccountTabs } from "@/components/identity/account-tabs";
import { PreferencePanel } from "@/components/shell/preference-panel";
import { requestPreferences } from "@/components/shell/preferences";
import { shellWords } from "@/components/shell/words";
import { ActionForm } from "@/components/ui/action-form";
import { FieldsForm } from "@/components/ui/fields-form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { loadOwnCommunities } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";
import { changeProfileAction, resendConfirmationAction } from "@/lib/identity/actions";
import { requirePerson } from "@/lib/identity/loaders";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("identity.profile.title"), robots: { index: false } };
}

export default async function ProfilePage() {
  const person = await requirePerson("/me");
  const [{ t }, preferences, communities] = await Promise.all([
    requestWords(),
    requestPreferences(),
    loadOwnCommunities(person.userId),
  ]);
  return (
    <SiteFrame current="account" width="form">
      <h1 className="text-2xl">{t("identity.profile.title")}</h1>
      <p className="mt-1.5 mb-5 text-ink-2">{t("identity.profile.lead")}</p>
      <AccountTabs current="profile" t={t} />
      {person.emailVerified ? null : (
        <Notice tone="warning" className="mb-7">
          <p className="mb-3">{t("identity.profile.unconfirmed", { email: person.email })}</p>
          <ActionForm action={resendConfirmationAction} className="grid justify-items-start gap-2">
            <SubmitButton variant="outline" size="sm" busyLabel={t("common.state.sending")}>
              {t("identity.profile.resend")}
            </SubmitButton>
          </ActionForm>
        </Notice>
      )}
      <FieldsForm
        action={changeProfileAction}
        fields={[
          nameField(t, person.name),
          {
            kind: "text",
            name: "handle",
            label: t("identity.field.handle"),
            help: t("identity.field.handleHelp"),
            autoComplete: "username",
            autoCapitalize: "none",
            maxLength: 30,
            defaultValue: person.handle,
          },
          {
            kind: "area",
            name: "bio",
            label: t("identity.field.bio"),
            help: t("identity.field.bioHelp"),
            optional: t("common.state.optional"),
            rows: 3,
            maxLength: 300,
            defaultValue: person.bio,
          },
        ]}
        submit={t("identity.profile.save")}
        busy={t("common.state.saving")}
      />
      <p className="mt-4 text-sm text-ink-3">{t("identity.profile.email", { email: person.email })}</p>
      {communities.length > 0 ? (
        <section className="mt-9 border-t border-line pt-7" aria-labelledby="asked">
          <h2 id="asked" className="text-lg">
            {t("identity.profile.asked")}
          </h2>
          <p className="mt-0.5 mb-3 text-ink-2">{t("identity.profile.askedLead")}</p>
          <ul className="hair">
            {communities.map(({ slug, name }) => (
              <li key={slug} className="flex flex-wrap gap-x-4 py-2.5">
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <Link
                  className="link"
                  href={`/c/${slug}/letters`}
                  aria-label={`${t("identity.profile.letters")}: ${name}`}
                >
                  {t("identity.profile.letters")}
                </Link>
                <Link
                  className="link"
                  href={`/c/${slug}/surveys`}
                  aria-label={`${t("identity.profile.surveys")}: ${name}`}
                >
                  {t("identity.profile.surveys")}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="mt-9 border-t border-line pt-7" aria-labelledby="appearance">
        <h2 id="appearance" className="text-lg">
          {t("identity.profile.appearance")}
        </h2>
        <p className="mt-0.5 mb-4 text-ink-2">{t("identity.profile.appearanceLead")}</p>
        <PreferencePanel preferences={preferences} words={shellWords(t)} />
      </section>
    </SiteFrame>
  );
}
