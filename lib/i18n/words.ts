import { createFormatter, createTranslator } from "use-intl/core";
import type { Locale } from "./locales";
import { messages as en } from "./messages/en";
import { messages as zh } from "./messages/zh-CN";

const catalogues = { en, "zh-CN": zh } satisfies Record<Locale, typeof en>;

function makeWords(locale: Locale) {
  const t = rememberSentences(createTranslator({ locale, messages: catalogues[locale] }));
  const format = createFormatter({ locale, timeZone: "UTC" });
  return { locale, t, format };
}

const rememberedSentences = 5_000;

/**
 * Keeps finished sentences: a page asks for the same two hundred words each time, and formatting one costs twenty
 * times what looking it up does. Sentences with other things than text and numbers in them are made each time.
 */
function rememberSentences<Translator extends (key: never, values?: never) => string>(
  translate: Translator,
): Translator {
  const made = new Map<string, string>();
  const remembering = (key: string, values?: Record<string, unknown>) => {
    const name = values ? nameOf(key, values) : key;
    let sentence = name === null ? undefined : made.get(name);
    if (sentence === undefined) {
      sentence = translate(key as never, values as never);
      if (made.size >= rememberedSentences) made.clear();
      if (name !== null) made.set(name, sentence);
    }
    return sentence;
  };
  return Object.assign(remembering, translate) as unknown as Translator;
}

function nameOf(key: string, values: Record<string, unknown>): string | null {
  let name = key;
  for (const slot in values) {
    const value = values[slot];
    if (typeof value !== "string" && typeof value !== "number") return null;
    name += `\0${slot}\0${typeof value}\0${value}`;
  }
  return name;
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
