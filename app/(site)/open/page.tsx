import type { Metadata } from "next";
import { communityFields } from "@/components/site/community-fields";
import { ButtonLink } from "@/components/ui/button";
import { FieldsForm } from "@/components/ui/fields-form";
import { Notice } from "@/components/ui/notice";
import { openCommunityAction } from "@/lib/communities/actions";
import { requestWords } from "@/lib/i18n/request";
import { requirePerson } from "@/lib/identity/loaders";
import { publicUrl } from "@/lib/platform/env";
import { SiteFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("site.open.title"), robots: { index: false } };
}

export default async function OpenPage() {
  const person = await requirePerson("/open");
  const { t, locale } = await requestWords();
  const mayOpen = person.emailVerified || person.isOperator;
  return (
    <SiteFrame current="open" width="form">
      <h1 className="text-2xl">{t("site.open.title")}</h1>
      <p className="mt-1.5 mb-7 text-ink-2">{t("site.open.lead")}</p>
      {mayOpen ? (
        <FieldsForm
          action={openCommunityAction}
          fields={communityFields(t, { locale, site: publicUrl(), nameField: "name" })}
          submit={t("site.open.submit")}
          busy={t("common.state.working")}
        />
      ) : (
        <Notice
          tone="warning"
          action={
            <ButtonLink size="sm" href="/me">
              {t("site.home.toProfile")}
            </ButtonLink>
          }
        >
          {t("site.open.confirmFirst")}
        </Notice>
      )}
    </SiteFrame>
  );
}
