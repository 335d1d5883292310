import type { Metadata } from "next";
import { FieldsForm } from "@/components/ui/fields-form";
import { Link } from "@/components/ui/link";
import { requestWords } from "@/lib/i18n/request";
import { signUpAction } from "@/lib/identity/actions";
import { safeReturnPath } from "@/lib/identity/schema";
import { oneOf, type SearchParameters } from "../search-parameters";
import { FocusFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("identity.signUp.title"), robots: { index: false } };
}

export default async function SignUpPage({ searchParams }: { searchParams: SearchParameters }) {
  const next = safeReturnPath(oneOf((await searchParams).next));
  const { t } = await requestWords();
  return (
    <FocusFrame>
      <h1 className="text-2xl">{t("identity.signUp.title")}</h1>
      <p className="mt-1.5 mb-6 text-ink-2">{t("identity.signUp.lead")}</p>
      <FieldsForm
        action={signUpAction}
        hidden={next ? { next } : {}}
        fields={[
          {
            kind: "text",
            name: "name",
            label: t("identity.field.name"),
            help: t("identity.field.nameHelp"),
            autoComplete: "name",
            maxLength: 60,
          },
          { kind: "email", name: "email", label: t("identity.field.email"), autoComplete: "email", maxLength: 254 },
          {
            kind: "password",
            name: "password",
            label: t("identity.field.password"),
            help: t("identity.field.passwordHelp"),
            autoComplete: "new-password",
          },
          {
            kind: "password",
            name: "passwordAgain",
            label: t("identity.field.passwordAgain"),
            autoComplete: "new-password",
          },
          { kind: "trap", name: "website", label: t("identity.field.trap") },
        ]}
        submit={t("identity.signUp.submit")}
        busy={t("common.state.working")}
        wide
      />
      <p className="mt-6 text-ink-2">
        {t("identity.signUp.known")}{" "}
        <Link className="link" href={next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"}>
          {t("identity.signIn.title")}
        </Link>
      </p>
    </FocusFrame>
  );
}
