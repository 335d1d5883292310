import type { Locale } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { publicUrl } from "@/lib/platform/env";
import type { Letter } from "@/lib/platform/mail/letter";
import type { Survey } from "./types";

interface LetterFacts {
  survey: Pick<Survey, "id" | "title" | "anonymous">;
  community: { name: string; slug: string };
}

/** The one letter about a survey. It says where letters of this kind are turned off. */
export function surveyLetter({ survey, community }: LetterFacts, to: { name: string; locale: Locale }): Letter {
  const { t } = wordsFor(to.locale);
  const at = (path: string) => new URL(`/c/${community.slug}${path}`, `${publicUrl()}/`).href;
  const names = { community: community.name, title: survey.title };
  return {
    lang: to.locale,
    subject: t("feedback.letter.subject", names),
    greeting: t("mail.greeting", { name: to.name }),
    paragraphs: [
      t("feedback.letter.why", names),
      survey.anonymous ? t("feedback.letter.anonymous") : t("feedback.letter.named", names),
    ],
    button: { label: t("feedback.letter.button"), href: at(`/surveys/${survey.id}`) },
    footer: t("feedback.letter.footer", { ...names, address: at("/letters") }),
  };
}
