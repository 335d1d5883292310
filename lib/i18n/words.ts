import { createFormatter, createTranslator } from "use-intl/core";
import type { Locale } from "./locales";
import { messages as en } from "./messages/en";
import { messages as zh } from "./messages/zh-CN";

const catalogues = { en, "zh-CN": zh } satisfies Record<Locale, typeof en>;

function makeWords(locale: Locale) {
  const t = createTranslator({ locale, messages: catalogues[locale] });
  const format = createFormatter({ locale, timeZone: "UTC" });
  return { locale, t, format };
}

/** One language's words: `t("posts.empty")` with typed keys and ICU arguments, and `format` for numbers and dates. */
export type Words = ReturnType<typeof makeWords>;
export type Translate = Words["t"];

const made = new Map<Locale, Words>();

/** The words of a language, made once per process: message formats are compiled on first use and kept. */
export function wordsFor(locale: Locale): Words {
  let words = made.get(locale);
  if (!words) {
    words = makeWords(locale);
    made.set(locale, words);
  }
  return words;
}
