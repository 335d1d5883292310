import type { Locale } from "@/lib/i18n/locales";
import type { Currency } from "@/lib/platform/money";

/** A community as pages need it. */
export interface Community {
  id: string;
  slug: string;
  name: string;
  glyph: string;
  promise: string;
  descriptionHtml: string;
  locale: Locale;
  zone: string;
  currency: Currency;
  publicVersion: number;
  /** Within how many hours a question is promised an answer. */
  answerHours: number;
  createdAt: Date;
}

/** As much of a community as a link to it shows. */
export type CommunityMark = Pick<Community, "slug" | "name" | "glyph" | "locale">;

/** A community somebody belongs to, and as what. `role` is one of lib/members/schema.ts. */
export interface MembershipRow extends CommunityMark {
  communityId: string;
  promise: string;
  zone: string;
  memberId: string;
  role: string;
  joinedAt: Date;
}

export interface Topic {
  id: string;
  slug: string;
  name: string;
}

/** What shows that a community is alive. Counts only what the viewer at hand could find. */
export interface Proof {
  members: number;
  /** People who wrote or reacted in the last 30 days. */
  active: number;
  /** Posts of the last 30 days. */
  recent: number;
  questions: { asked: number; answered: number };
  tutorials: number;
  openTutorials: number;
}
