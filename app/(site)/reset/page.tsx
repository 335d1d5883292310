import type { Metadata } from "next";
import { newPasswordFields } from "@/components/identity/account-fields";
import { DeadLink } from "@/components/identity/dead-link";
import { FieldsForm } from "@/components/ui/fields-form";
import { requestWords } from "@/lib/i18n/request";
import { resetPasswordAction } from "@/lib/identity/actions";
import { loadOpenLink } from "@/lib/identity/loaders";
import { oneOf, type SearchParameters } from "../search-parameters";
import { FocusFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("identity.forgot.title"), robots: { index: false } };
}

export default async function ResetPage({ searchParams }: { searchParams: SearchParameters }) {
  const token = oneOf((await searchParams).token) ?? "";
  const { t } = await requestWords();
  const link = await loadOpenLink(token, "reset");
  return (
    <FocusFrame>
      {link ? (
        <>
          <h1 className="text-2xl">{t("identity.reset.title", { name: link.name })}</h1>
          <p className="mt-1.5 mb-6 text-ink-2">{t("identity.reset.lead")}</p>
          <FieldsForm
            action={resetPasswordAction}
            hidden={{ token }}
            fields={newPasswordFields(t)}
            submit={t("identity.reset.submit")}
            busy={t("common.state.working")}
            wide
          />
        </>
      ) : (
        <DeadLink t={t} again={{ href: "/forgot", label: t("identity.deadLink.new") }} />
      )}
    </FocusFrame>
  );
}
