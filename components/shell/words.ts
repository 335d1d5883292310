import { localeNames, locales } from "@/lib/i18n/locales";
import type { Translate } from "@/lib/i18n/words";

/** The sentences of the frame around pages, finished for one language. */
export function shellWords(t: Translate) {
  return {
    product: t("common.product"),
    tagline: t("common.tagline"),
    navigation: t("common.nav.community"),
    quick: t("common.nav.quick"),
    site: t("common.nav.site"),
    footer: t("common.nav.footer"),
    breadcrumb: t("common.nav.breadcrumb"),
    openNavigation: t("common.nav.open"),
    closeNavigation: t("common.nav.close"),
    topics: t("common.nav.topics"),
    unread: t("common.nav.unread", { count: 1 }),
    switchCommunity: t("common.nav.switch"),
    myCommunities: t("common.nav.myCommunities"),
    explore: t("common.nav.explore"),
    start: t("common.nav.start"),
    search: t("common.nav.search"),
    searchHint: t("common.nav.searchHint"),
    account: t("common.nav.account"),
    accountOf: (name: string) => t("common.nav.accountOf", { name }),
    profile: t("common.nav.profile"),
    security: t("common.nav.security"),
    billing: t("common.nav.billing"),
    signIn: t("common.nav.signIn"),
    signUp: t("common.nav.signUp"),
    signOut: t("common.nav.signOut"),
    joinAction: t("common.nav.join"),
    joinTitle: (community: string) => t("common.join.title", { community }),
    joinPlans: t("common.join.action"),
    poweredBy: t("common.nav.poweredBy"),
    theme: t("common.theme.label"),
    themes: { system: t("common.theme.system"), light: t("common.theme.light"), dark: t("common.theme.dark") },
    language: t("common.language.label"),
    languages: locales.map((locale) => ({ locale, name: localeNames[locale] })),
    demo: {
      strip: t("common.demo.strip"),
      label: t("common.demo.label"),
      enterAs: t("common.demo.enterAs"),
      mail: t("common.demo.mail"),
      clock: t("common.demo.clock"),
    },
  };
}

export type ShellWords = ReturnType<typeof shellWords>;
