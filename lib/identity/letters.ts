import type { Locale } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { publicUrl } from "@/lib/platform/env";
import type { Letter } from "@/lib/platform/mail/letter";
import type { MailPurpose } from "./types";

const pages: Record<MailPurpose, string> = {
  confirm: "/confirm",
  "sign-in": "/magic",
  reset: "/reset",
  known: "/sign-in",
};

/** What a mailed link's mail says. Its address comes from the settings alone, never from a request. */
export function linkLetter(
  purpose: MailPurpose,
  { name, token, next, locale }: { name: string; token: string; next: string; locale: Locale },
): Letter {
  const { t } = wordsFor(locale);
  const key = purpose === "sign-in" ? "signIn" : purpose;
  const href = new URL(pages[purpose], `${publicUrl()}/`);
  if (purpose !== "known") href.searchParams.set("token", token);
  if (next) href.searchParams.set("next", next);
  return {
    lang: locale,
    subject: t(`mail.${key}.subject`),
    greeting: t("mail.greeting", { name }),
    paragraphs: [t(`mail.${key}.why`), t(`mail.${key}.how`)],
    button: { label: t(`mail.${key}.button`), href: href.href },
    footer: t("mail.footer", { site: new URL(publicUrl()).host }),
  };
}
