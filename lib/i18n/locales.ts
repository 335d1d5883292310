/** The interface's languages. Content has its own language (`lang` on each post). */
export const locales = ["zh-CN", "en"] as const;
export type Locale = (typeof locales)[number];

export const localeNames: Record<Locale, string> = { "zh-CN": "简体中文", en: "English" };

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}

/** The best language for an Accept-Language header (RFC 9110, 12.5.4): the listed one with the highest weight. */
export function localeFromHeader(header: string | null | undefined): Locale {
  const wishes = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((p) => p.trim()).find((p) => p.startsWith("q="));
      return { tag: tag.trim().toLowerCase(), q: weight ? Number(weight.slice(2)) || 0 : 1 };
    })
    .sort((a, b) => b.q - a.q);
  for (const { tag, q } of wishes) {
    if (q > 0 && tag.startsWith("zh")) return "zh-CN";
    if (q > 0 && tag.startsWith("en")) return "en";
  }
  return "en";
}
