import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { MailCheck } from "@/components/ui/icons";
import { requestWords } from "@/lib/i18n/request";
import { isDemo } from "@/lib/platform/installation";
import { oneOf, type SearchParameters } from "../search-parameters";
import { FocusFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("identity.checkMail.title"), robots: { index: false } };
}

const purposes = { confirm: "confirm", "sign-in": "signIn", reset: "reset" } as const;

export default async function CheckMailPage({ searchParams }: { searchParams: SearchParameters }) {
  const purpose = oneOf((await searchParams).for) as keyof typeof purposes;
  const { t } = await requestWords();
  const demo = await isDemo();
  return (
    <FocusFrame>
      <span className="mb-4 grid size-11 place-items-center rounded-lg bg-accent-soft text-accent-ink">
        <MailCheck className="size-5" />
      </span>
      <h1 className="text-2xl">{t("identity.checkMail.title")}</h1>
      <p className="mt-2 text-ink-2">{t(`identity.checkMail.${purposes[purpose] ?? "confirm"}`)}</p>
      <p className="mt-3 text-ink-2">{t("identity.checkMail.slow")}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        {demo ? (
          <ButtonLink variant="primary" href="/dev/mail">
            {t("identity.checkMail.box")}
          </ButtonLink>
        ) : null}
        <ButtonLink href="/sign-in">{t("identity.checkMail.again")}</ButtonLink>
      </div>
    </FocusFrame>
  );
}
