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
  createdAt: Date;
}

export interface Topic {
  id: string;
  slug: string;
  name: string;
}
