import type { Metadata } from "next";
import { DeadLink } from "@/components/identity/dead-link";
import { FieldsForm } from "@/components/ui/fields-form";
import { requestWords } from "@/lib/i18n/request";
import { confirmEmailAction } from "@/lib/identity/actions";
import { loadOpenLink } from "@/lib/identity/loaders";
import { safeReturnPath } from "@/lib/identity/schema";
import { oneOf, type SearchParameters } from "../search-parameters";
import { FocusFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("mail.confirm.button"), robots: { index: false } };
}

/** Shows what the link would confirm; the button does it, because mail scanners open links. */
export default async function ConfirmPage({ searchParams }: { searchParams: SearchParameters }) {
  const parameters = await searchParams;
  const token = oneOf(parameters.token) ?? "";
  const next = safeReturnPath(oneOf(parameters.next));
  const { t } = await requestWords();
  const link = await loadOpenLink(token, "confirm");
  return (
    <FocusFrame>
      {link ? (
        <>
          <h1 className="text-2xl">{t("identity.confirm.title", { email: link.email })}</h1>
          <p className="mt-1.5 mb-6 text-ink-2">{t("identity.confirm.lead", { name: link.name })}</p>
          <FieldsForm
            action={confirmEmailAction}
            hidden={{ token, next }}
            fields={[]}
            submit={t("identity.confirm.submit")}
            busy={t("common.state.working")}
            wide
          />
        </>
      ) : (
        <DeadLink
          t={t}
          hint={t("identity.deadLink.confirm")}
          again={{ href: "/sign-in?next=/me", label: t("identity.signIn.title") }}
        />
      )}
    </FocusFrame>
  );
}
