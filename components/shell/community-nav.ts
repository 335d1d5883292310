import type { Translate } from "@/lib/i18n/words";
import { hasRole, type Role } from "@/lib/members/schema";
import type { CommunityNav, NavIcon, NavItem, NavKey } from "./types";

export interface NavInput {
  slug: string;
  /** Null for visitors and for people who have not joined. */
  role: Role | null;
  signedIn: boolean;
  current: NavKey | null;
  /** Numbers beside entries; visitors are shown none. */
  counts?: Partial<Record<NavKey, number>>;
  t: Translate;
}

/** The navigation of one community for one viewer. What is absent here is also forbidden there: pages check for themselves. */
export function communityNav(input: NavInput): CommunityNav {
  const { slug, role, current, t } = input;
  const base = `/c/${slug}`;
  const item = (key: NavKey, path: string, label: string, icon: NavIcon = key): NavItem => {
    const count = role ? input.counts?.[key] : undefined;
    const countLabel = count ? t("common.nav.unread", { count }) : undefined;
    return {
      key,
      href: `${base}${path}`,
      label,
      icon,
      current: key === current,
      ...(count ? { count, countLabel } : {}),
    };
  };

  const commons = [
    item("feed", "/feed", t("common.nav.feed")),
    item("tutorials", "/tutorials", t("common.nav.tutorials")),
    item("questions", "/questions", t("common.nav.questions")),
    item("members", "/members", t("common.nav.members")),
    item("about", "", t("common.nav.about")),
  ];
  const create = [
    item("studio", "/studio", t("common.nav.studio")),
    item("import", "/studio/import", t("common.nav.import")),
  ];
  const access = item("access", "/manage/access", t("common.nav.whyAccess"));
  const manage = [
    item("overview", "/manage", t("common.nav.overview")),
    item("growth", "/manage/analytics", t("common.nav.growth")),
    item("people", "/manage/members", t("common.nav.people")),
    item("plans", "/manage/plans", t("common.nav.plans")),
    item("coupons", "/manage/coupons", t("common.nav.coupons")),
    item("orders", "/manage/orders", t("common.nav.orders")),
    item("payments", "/manage/payments", t("common.nav.payments")),
    access,
    item("settings", "/manage/settings", t("common.nav.settings")),
  ];

  const sections: CommunityNav["sections"] = [{ items: commons }];
  if (role && hasRole(role, "creator")) sections.push({ heading: t("common.nav.create"), items: create });
  if (role && hasRole(role, "admin")) sections.push({ heading: t("common.nav.manage"), items: manage });
  if (role === "moderator")
    sections.push({
      heading: t("common.nav.manage"),
      items: [item("growth", "/manage/analytics/growth", t("common.nav.growth")), access],
    });
  return { sections, tabs: tabsFor(input, [...commons, ...create, ...manage]) };
}

/** Five ways for the thumb: what this viewer needs most. The rest is in the drawer. */
function tabsFor({ slug, role, signedIn, current, t }: NavInput, all: NavItem[]): NavItem[] {
  const pick = (...keys: NavKey[]) => keys.flatMap((key) => all.find((item) => item.key === key) ?? []);
  const me: NavItem = { key: "me", href: "/me", label: t("common.nav.me"), icon: "me", current: false };
  const signIn: NavItem = {
    key: "sign-in",
    href: `/sign-in?next=/c/${slug}/feed`,
    label: t("common.nav.signIn"),
    icon: "sign-in",
    current: false,
  };
  const join: NavItem = {
    key: "join",
    href: `/c/${slug}/join`,
    label: t("common.nav.join"),
    icon: "join",
    current: current === "join",
  };
  if (!role) return [...pick("feed", "tutorials", "questions"), join, signedIn ? me : signIn];
  if (hasRole(role, "admin")) return [...pick("feed", "questions", "growth", "studio"), me];
  if (hasRole(role, "creator")) return [...pick("feed", "tutorials", "questions", "studio"), me];
  return [...pick("feed", "tutorials", "questions", "members"), me];
}
