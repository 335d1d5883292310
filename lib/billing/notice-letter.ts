import type { Locale } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { publicUrl } from "@/lib/platform/env";
import { dateFormat } from "@/lib/platform/formats";
import type { Letter } from "@/lib/platform/mail/letter";
import { formatMoney } from "@/lib/platform/money";
import type { NoticeKind } from "./notices";

export interface Money {
  amount: number;
  currency: string;
}

/** What a notice's letter says, looked up when it is sent. Which of the values a form uses is in the words. */
export interface NoticeFacts {
  /** A kind, or one of the two forms a kind can take. */
  form: NoticeKind | "trial-ends-free" | "gift-code-recipient";
  community: { name: string; zone: string };
  product: string;
  /** Where its button leads, below the public address. */
  path: string;
  texts?: Record<string, string | number>;
  money?: Record<string, Money>;
  date?: Date | null;
}

/** The letter of a notice in a language; to somebody without a name here it begins without one. */
export function noticeLetter(facts: NoticeFacts, { name, locale }: { name: string | null; locale: Locale }): Letter {
  const { t } = wordsFor(locale);
  const { form, community, product, path } = facts;
  const money = Object.entries(facts.money ?? {}).map(([key, { amount, currency }]) => [
    key,
    formatMoney(amount, currency, locale),
  ]);
  const values: Record<string, string | number> = {
    ...facts.texts,
    ...Object.fromEntries(money),
    community: community.name,
    product,
    date: facts.date ? moment(facts.date, locale, community.zone) : "",
  };
  const say = (part: "subject" | "why" | "how" | "button") => t(`mail.notice.${form}.${part}`, values).trim();
  return {
    lang: locale,
    subject: say("subject"),
    greeting: name === null ? t("mail.notice.recipientGreeting") : t("mail.greeting", { name }),
    paragraphs: [say("why"), say("how")],
    button: { label: say("button"), href: new URL(path, `${publicUrl()}/`).href },
    footer: t("mail.notice.footer", { community: community.name, site: new URL(publicUrl()).host }),
  };
}

/** "1 March 2026 at 18:00", in the community's time. */
function moment(at: Date, locale: Locale, timeZone: string): string {
  return dateFormat(locale, { timeZone, dateStyle: "long", timeStyle: "short" }).format(at);
}
