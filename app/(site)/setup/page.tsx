import type { Metadata } from "next";
import { accountFields } from "@/components/identity/account-fields";
import { communityFields } from "@/components/site/community-fields";
import { FieldsForm } from "@/components/ui/fields-form";
import { setUpAction } from "@/lib/communities/actions";
import { loadSetup } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";
import { publicUrl } from "@/lib/platform/env";
import { FocusFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  await loadSetup();
  const { t } = await requestWords();
  return { title: t("site.setup.title"), robots: { index: false } };
}

/** The first run: the operator's account and the first community. Once there is an account, this page is gone. */
export default async function SetupPage() {
  await loadSetup();
  const { t, locale } = await requestWords();
  return (
    <FocusFrame width="lg">
      <h1 className="text-2xl">{t("site.setup.title")}</h1>
      <p className="mt-1.5 mb-7 text-ink-2">{t("site.setup.lead")}</p>
      <div className="grid gap-10 md:grid-cols-[1fr_13rem]">
        <FieldsForm
          action={setUpAction}
          fields={[
            { kind: "heading", name: "operator", label: t("site.setup.operator"), help: t("site.setup.operatorHelp") },
            ...accountFields(t),
            {
              kind: "heading",
              name: "community",
              label: t("site.setup.community"),
              help: t("site.setup.communityHelp"),
            },
            ...communityFields(t, { locale, site: publicUrl(), nameField: "communityName" }),
          ]}
          submit={t("site.setup.submit")}
          busy={t("common.state.working")}
        />
        <aside aria-labelledby="after">
          <h2 id="after" className="label mb-2">
            {t("site.setup.next")}
          </h2>
          <ol className="grid list-decimal gap-2 pl-4 text-ink-2">
            <li>{t("site.setup.step1")}</li>
            <li>{t("site.setup.step2")}</li>
            <li>{t("site.setup.step3")}</li>
          </ol>
        </aside>
      </div>
    </FocusFrame>
  );
}
