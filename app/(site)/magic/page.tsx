import type { Metadata } from "next";
import { DeadLink } from "@/components/identity/dead-link";
import { FieldsForm } from "@/components/ui/fields-form";
import { requestWords } from "@/lib/i18n/request";
import type { Translate } from "@/lib/i18n/words";
import { redeemLinkAction, requestLinkAction } from "@/lib/identity/actions";
import { loadOpenLink } from "@/lib/identity/loaders";
import { safeReturnPath } from "@/lib/identity/schema";
import { oneOf, type SearchParameters } from "../search-parameters";
import { FocusFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("identity.magicRequest.title"), robots: { index: false } };
}

/** Without a token it asks for the address; with one it shows whose link it is, and the button signs in. */
export default async function MagicPage({ searchParams }: { searchParams: SearchParameters }) {
  const parameters = await searchParams;
  const token = oneOf(parameters.token);
  const next = safeReturnPath(oneOf(parameters.next));
  const { t } = await requestWords();
  return (
    <FocusFrame>
      {token === undefined ? <Request next={next} t={t} /> : <Redeem token={token} next={next} t={t} />}
    </FocusFrame>
  );
}

function Request({ next, t }: { next: string; t: Translate }) {
  return (
    <>
      <h1 className="text-2xl">{t("identity.magicRequest.title")}</h1>
      <p className="mt-1.5 mb-6 text-ink-2">{t("identity.magicRequest.lead")}</p>
      <FieldsForm
        action={requestLinkAction}
        hidden={next ? { next } : {}}
        fields={[
          { kind: "email", name: "email", label: t("identity.field.email"), autoComplete: "email", maxLength: 254 },
        ]}
        submit={t("identity.magicRequest.submit")}
        busy={t("common.state.sending")}
        wide
      />
    </>
  );
}

async function Redeem({ token, next, t }: { token: string; next: string; t: Translate }) {
  const link = await loadOpenLink(token, "sign-in");
  if (!link) return <DeadLink t={t} again={{ href: "/magic", label: t("identity.deadLink.new") }} />;
  return (
    <>
      <h1 className="text-2xl">{t("identity.magic.title", { name: link.name })}</h1>
      <p className="mt-1.5 mb-6 text-ink-2">{t("identity.magic.lead", { email: link.email })}</p>
      <FieldsForm
        action={redeemLinkAction}
        hidden={{ token, next }}
        fields={[
          {
            kind: "check",
            name: "remember",
            label: t("identity.field.remember"),
            help: t("identity.field.rememberHelp"),
            defaultChecked: true,
          },
        ]}
        submit={t("identity.magic.submit")}
        busy={t("common.state.working")}
        wide
      />
    </>
  );
}
