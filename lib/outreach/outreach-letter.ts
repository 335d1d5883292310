import type { Locale } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { publicUrl } from "@/lib/platform/env";
import { dateFormat } from "@/lib/platform/formats";
import type { Letter } from "@/lib/platform/mail/letter";
import { letterToken } from "./letter-token";

/** What a letter is made of. Subject and message are the owner's own words and stay as they are. */
export interface LetterFacts {
  community: { id: string; slug: string; name: string; zone: string };
  member: { id: string; name: string; locale: Locale };
  subject: string;
  message: string;
  coupon: { code: string; endsAt: Date | null } | null;
}

/** The page on which letters can be stopped, for this member alone. */
export function stopAddress(community: { id: string; slug: string }, memberId: string): string {
  return address(community.slug, "letters", { token: letterToken(community.id, memberId) });
}

/** The address mail programs post to for "unsubscribe" (RFC 8058). */
export function oneClickAddress(community: { id: string; slug: string }, memberId: string): string {
  const url = new URL("/api/letters/stop", `${publicUrl()}/`);
  url.search = new URLSearchParams({
    community: community.slug,
    token: letterToken(community.id, memberId),
  }).toString();
  return url.href;
}

/** The owner's letter in the member's language: what we add around it is in that, what they wrote is not translated. */
export function outreachLetter({ community, member, subject, message, coupon }: LetterFacts): Letter {
  const { t } = wordsFor(member.locale);
  const lines = message.split(/\n+/).map((line) => line.trim());
  const offer = coupon ? [offerLine(coupon, member.locale, community.zone)] : [];
  return {
    lang: member.locale,
    subject,
    greeting: t("mail.greeting", { name: member.name }),
    paragraphs: [...lines.filter((line) => line !== ""), ...offer],
    button: coupon
      ? { label: t("outreach.mail.useOffer"), href: address(community.slug, "join", { coupon: coupon.code }) }
      : { label: t("outreach.mail.open", { community: community.name }), href: address(community.slug, "feed") },
    footer: t("outreach.mail.footer", {
      community: community.name,
      site: new URL(publicUrl()).host,
      address: stopAddress(community, member.id),
    }),
  };
}

/** Headers by which mail programs offer to stop such letters with one click. */
export function letterHeaders(community: { id: string; slug: string }, memberId: string): Record<string, string> {
  return {
    "List-Unsubscribe": `<${oneClickAddress(community, memberId)}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

function offerLine({ code, endsAt }: { code: string; endsAt: Date | null }, locale: Locale, timeZone: string): string {
  const { t } = wordsFor(locale);
  if (!endsAt) return t("outreach.mail.offer", { code });
  const date = dateFormat(locale, { timeZone, dateStyle: "long" });
  // The end is the first moment that no longer counts; people are told the last day that does.
  return t("outreach.mail.offerUntil", { code, date: date.format(new Date(endsAt.getTime() - 1)) });
}

function address(slug: string, path: string, parameters: Record<string, string> = {}): string {
  const url = new URL(`/c/${slug}/${path}`, `${publicUrl()}/`);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
