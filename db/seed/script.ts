import type { Locale } from "@/lib/i18n/locales";
import type { Currency } from "@/lib/platform/money";
import type { DemoAccount } from "./accounts";
import type { WrittenPost } from "./content";

/** What is sold beside the plans, and what is said with money that goes elsewhere. */
export interface Extras {
  pass: { name: string; promise: string; days: number; amount: number };
  bundle: { name: string; promise: string; amount: number };
  coupon: string;
  giftNote: string;
  compReason: string;
  refundReason: string;
  partialRefundReason: string;
}

export interface Saying {
  by: string;
  text: string;
  replyTo?: number;
  accepted?: boolean;
}

/** Everything that makes one demo community different from the other. */
export interface Script {
  slug: string;
  name: string;
  glyph: string;
  promise: string;
  description: string;
  locale: Locale;
  zone: string;
  currency: Currency;
  topics: { slug: string; name: string }[];
  /** Cheapest first; the first is what tutorials for a plan ask for, the others bring it too. */
  plans: { name: string; promise: string; month: number; year: number }[];
  extras: Extras;
  members: number;
  /** Relative number of people who join in each of the twelve months. */
  joining: number[];
  accounts: DemoAccount[];
  posts: WrittenPost[];
  discussions: { title: string; topic: string; body: string; comments: Saying[] }[];
  questions: { title: string; topic: string; body: string; answers: Saying[] }[];
  tutorialComments: { text: string }[];
  names: string[];
  passwordHash: string;
}
