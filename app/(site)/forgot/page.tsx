import type { Metadata } from "next";
import { FieldsForm } from "@/components/ui/fields-form";
import { requestWords } from "@/lib/i18n/request";
import { requestResetAction } from "@/lib/identity/actions";
import { FocusFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("identity.forgot.title"), robots: { index: false } };
}

export default async function ForgotPage() {
  const { t } = await requestWords();
  return (
    <FocusFrame>
      <h1 className="text-2xl">{t("identity.forgot.title")}</h1>
      <p className="mt-1.5 mb-6 text-ink-2">{t("identity.forgot.lead")}</p>
      <FieldsForm
        action={requestResetAction}
        fields={[
          { kind: "email", name: "email", label: t("identity.field.email"), autoComplete: "email", maxLength: 254 },
        ]}
        submit={t("identity.forgot.submit")}
        busy={t("common.state.sending")}
        wide
      />
    </FocusFrame>
  );
}
