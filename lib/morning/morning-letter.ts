import type { Locale } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { publicUrl } from "@/lib/platform/env";
import { dateFormat } from "@/lib/platform/formats";
import type { Letter } from "@/lib/platform/mail/letter";
import { formatMoney } from "@/lib/platform/money";
import type { Morning } from "./types";
import { unusualText, waitingTexts } from "./waiting-texts";
import type { WeekFigures } from "./weekly-sums";

export interface WeekStanding {
  members: number;
  /** Minor units of `currency`, fraction kept. */
  mrr: number;
}

export interface LetterFacts {
  community: { name: string; slug: string; zone: string; currency: string };
  morning: Morning;
  /** The week the letter tells of, and what stood before and after it. */
  week: { first: string; last: string; figures: WeekFigures; before: WeekStanding; after: WeekStanding };
}

/** The weekly letter to who runs a community: the week in figures, then what waits for them. */
export function morningLetter(facts: LetterFacts, { name, locale }: { name: string; locale: Locale }): Letter {
  const words = wordsFor(locale);
  const { t } = words;
  const { community, morning, week } = facts;
  const day = (text: string) =>
    dateFormat(locale, { timeZone: "UTC", month: "long", day: "numeric" }).format(new Date(`${text}T00:00:00Z`));
  const money = (minor: number) => formatMoney(Math.round(minor), community.currency, locale);
  const { figures, before, after } = week;
  const waiting = waitingTexts(morning, words);
  return {
    lang: locale,
    subject: t("morning.letter.subject", { community: community.name, count: waiting.length }),
    greeting: t("mail.greeting", { name }),
    paragraphs: [
      t("morning.letter.week", { from: day(week.first), to: day(week.last) }),
      t("morning.letter.members", {
        members: after.members,
        before: before.members,
        joined: figures.joined,
        left: figures.left,
      }),
      t("morning.letter.activity", { interactions: figures.interactions, active: figures.active }),
      t("morning.letter.money", {
        mrr: money(after.mrr),
        before: money(before.mrr),
        started: figures.started,
        ended: figures.ended,
      }),
      ...morning.unusual.map((one) => unusualText(one, words)),
      waiting.length > 0 ? t("morning.letter.waiting") : t("morning.letter.calm"),
      ...waiting.map(({ text }) => `• ${text}`),
    ],
    button: { label: t("morning.letter.button"), href: new URL(`/c/${community.slug}/manage`, `${publicUrl()}/`).href },
    footer: t("morning.letter.footer", { community: community.name }),
  };
}
