import type { Metadata } from "next";
import { accountFields } from "@/components/identity/account-fields";
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
        fields={[...accountFields(t), { kind: "trap", name: "website", label: t("identity.field.trap") }]}
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
