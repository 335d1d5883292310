import { isLocale } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import type { MarkdownLabels } from "./types";

const made = new Map<string, MarkdownLabels>();

/** The few words that rendering adds to a text, in the text's own language. */
export function markdownLabels(lang = "en"): MarkdownLabels {
  const locale = isLocale(lang) ? lang : lang.startsWith("zh") ? "zh-CN" : "en";
  let labels = made.get(locale);
  if (!labels) {
    const { t } = wordsFor(locale);
    labels = {
      copy: t("media.markdown.copy"),
      table: t("media.markdown.table"),
      footnotes: t("media.markdown.footnotes"),
      footnoteBack: t("media.markdown.footnoteBack"),
      alerts: {
        note: t("media.markdown.alert.note"),
        tip: t("media.markdown.alert.tip"),
        important: t("media.markdown.alert.important"),
        warning: t("media.markdown.alert.warning"),
        caution: t("media.markdown.alert.caution"),
      },
    };
    made.set(locale, labels);
  }
  return labels;
}
