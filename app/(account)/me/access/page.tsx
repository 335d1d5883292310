import type { Metadata } from "next";
import { OwnAccess } from "@/components/access/own-access";
import { AccountPage } from "@/components/billing/account-page";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { BookOpenText } from "@/components/ui/icons";
import { loadOwnAccess } from "@/lib/billing/loaders/access";
import { requestWords } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("access.own.title"), robots: { index: false } };
}

/** Everything one person may read beyond what everybody can, with where it comes from and until when. */
export default async function OwnAccessPage() {
  const { person, at, demo, communities, receipts } = await loadOwnAccess();
  const words = await requestWords();
  const { t } = words;
  return (
    <AccountPage
      person={person}
      demo={demo}
      tab={{ current: "access", title: t("access.own.title"), lead: t("access.own.lead") }}
      words={words}
    >
      {communities.length === 0 ? (
        <EmptyState
          icon={BookOpenText}
          title={t("access.own.none")}
          action={<ButtonLink href="/explore">{t("access.own.find")}</ButtonLink>}
        >
          {t("access.own.noneHint")}
        </EmptyState>
      ) : (
        communities.map((one) => (
          <OwnAccess key={one.community.id} {...one} receipts={receipts} at={at} words={words} />
        ))
      )}
    </AccountPage>
  );
}
