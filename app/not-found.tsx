import type { Metadata } from "next";
import { FocusLayout } from "@/components/shell/focus-layout";
import { shellWords } from "@/components/shell/words";
import { ButtonLink } from "@/components/ui/button";
import { requestWords } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("common.notFound.title") };
}

export default async function NotFoundPage() {
  const { t } = await requestWords();
  return (
    <FocusLayout width="md" words={shellWords(t)}>
      <h1 className="text-2xl">{t("common.notFound.title")}</h1>
      <p className="mt-2 text-ink-2">{t("common.notFound.body")}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        <ButtonLink href="/" variant="primary">
          {t("common.notFound.home")}
        </ButtonLink>
        <ButtonLink href="/explore">{t("common.notFound.explore")}</ButtonLink>
        <ButtonLink href="/sign-in" variant="ghost">
          {t("common.nav.signIn")}
        </ButtonLink>
      </div>
    </FocusLayout>
  );
}
