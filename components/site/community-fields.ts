import type { FieldSpec } from "@/components/ui/fields-form";
import { type Locale, localeNames, locales } from "@/lib/i18n/locales";
import type { Translate } from "@/lib/i18n/words";
import { currencies } from "@/lib/platform/money";

/** The fields of a new community, with sensible first choices for the language at hand. */
export function communityFields(
  t: Translate,
  { locale, site, nameField }: { locale: Locale; site: string; nameField: "name" | "communityName" },
): FieldSpec[] {
  const optional = t("common.state.optional");
  const words = (key: "slug" | "glyph" | "promise" | "description" | "locale" | "zone" | "currency") =>
    t(`site.open.${key}`);
  return [
    {
      kind: "text",
      name: nameField,
      label: nameField === "name" ? t("site.open.name") : t("site.setup.communityName"),
      help: t("site.open.nameHelp"),
      maxLength: 60,
      autoComplete: "off",
    },
    {
      kind: "text",
      name: "promise",
      label: words("promise"),
      help: t("site.open.promiseHelp"),
      placeholder: t("site.open.promiseExample"),
      maxLength: 140,
      autoComplete: "off",
    },
    {
      kind: "text",
      name: "slug",
      label: words("slug"),
      help: t("site.open.slugHelp", { base: site }),
      optional,
      maxLength: 40,
      autoComplete: "off",
      autoCapitalize: "none",
    },
    {
      kind: "text",
      name: "glyph",
      label: words("glyph"),
      help: t("site.open.glyphHelp"),
      optional,
      maxLength: 8,
      autoComplete: "off",
    },
    {
      kind: "area",
      name: "description",
      label: words("description"),
      help: t("site.open.descriptionHelp"),
      optional,
      rows: 6,
      maxLength: 20_000,
    },
    {
      kind: "select",
      name: "locale",
      label: words("locale"),
      defaultValue: locale,
      options: locales.map((value) => ({ value, label: localeNames[value], lang: value })),
    },
    {
      kind: "select",
      name: "zone",
      label: words("zone"),
      help: t("site.open.zoneHelp"),
      defaultValue: locale === "zh-CN" ? "Asia/Shanghai" : "Europe/London",
      options: zones().map((value) => ({ value, label: value.replaceAll("_", " ") })),
    },
    {
      kind: "select",
      name: "currency",
      label: words("currency"),
      help: t("site.open.currencyHelp"),
      defaultValue: locale === "zh-CN" ? "CNY" : "USD",
      options: currencyOptions(locale),
    },
  ];
}

let known: string[] | undefined;

function zones(): string[] {
  known ??= [
    "UTC",
    ...Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/") && !zone.startsWith("Etc/")),
  ];
  return known;
}

function currencyOptions(locale: Locale) {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return currencies.map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}
