import type { Role } from "@/lib/members/schema";

/** Names of the icons navigation may use; nav-icon.tsx draws them. */
export type NavIcon =
  | "about"
  | "feed"
  | "tutorials"
  | "questions"
  | "members"
  | "studio"
  | "import"
  | "overview"
  | "growth"
  | "people"
  | "plans"
  | "coupons"
  | "orders"
  | "payments"
  | "access"
  | "settings"
  | "join"
  | "sign-in"
  | "me";

/** The place a page stands at; marks the current entry. Pages outside the navigation pass null. */
export type NavKey =
  | "about"
  | "feed"
  | "tutorials"
  | "questions"
  | "members"
  | "studio"
  | "import"
  | "overview"
  | "growth"
  | "people"
  | "plans"
  | "coupons"
  | "orders"
  | "payments"
  | "access"
  | "settings"
  | "join";

export interface NavItem {
  key: string;
  href: string;
  label: string;
  icon: NavIcon;
  /** Shown at the right; `countLabel` is what a screen reader hears instead of the bare number. */
  count?: number;
  countLabel?: string;
  current: boolean;
}

export interface NavSection {
  /** Absent for the first, unnamed section. */
  heading?: string;
  items: NavItem[];
}

export interface CommunityNav {
  sections: NavSection[];
  /** The bottom bar of narrow screens: at most five. */
  tabs: NavItem[];
}

export interface ShellCommunity {
  slug: string;
  name: string;
  /** Up to three characters for the square mark. */
  glyph: string;
  /** The one-line promise below the name. */
  promise?: string | null;
  /** The community's own language, for its name and promise. */
  lang: string;
}

/** The person at the screen; null is a visitor. */
export interface ShellPerson {
  id: string;
  name: string;
  handle: string;
}

export interface ShellViewer extends ShellPerson {
  /** Null when signed in but not a member here. */
  role: Role | null;
  /** The plan's name, or the role's, for the foot of the sidebar. */
  standing: string;
}

export interface Topic {
  href: string;
  label: string;
  current?: boolean;
  unread?: boolean;
}

export interface Crumb {
  href: string;
  label: string;
}

/** What the switches in menus and footers show as chosen. */
export interface Preferences {
  theme: "system" | "light" | "dark";
  locale: string;
}
