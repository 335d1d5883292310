import { iconHref } from "./icons";
import { initialsOf, isLatin, tintOf } from "./initials";
import { exactTime, relativeTime } from "./relative-time";

/**
 * Pieces of pages as text, for long lists that nothing changes afterwards: as React elements, each row would be made
 * three times (rendered, serialised for the browser, hydrated). The measurements stand in docs/performance.md. Every
 * function here escapes what it is given; the components of the same name look the same.
 */

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

/** Makes text safe inside HTML text and quoted attributes. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => escapes[character]!) : text;
}

export function iconHtml(name: string, className = ""): string {
  return `<svg class="lucide${className && ` ${className}`}" aria-hidden="true"><use href="${iconHref(name)}"/></svg>`;
}

/** A link within the application, as components/ui/link.tsx makes it. `inner` is HTML. */
export function linkHtml(href: string, inner: string, className = "", attributes = ""): string {
  return `<a data-soft="" href="${escapeHtml(href)}"${className && ` class="${className}"`}${attributes}>${inner}</a>`;
}

export function avatarHtml({ id, name }: { id: string; name: string }, size = 32): string {
  const initials = initialsOf(name);
  return `<span class="av av-${size} tint-${tintOf(id)}${isLatin(initials) ? " av-latin" : ""}" aria-hidden="true">${escapeHtml(initials)}</span>`;
}

/** A word in a box. `tone` is one of the badge classes, or "" for neutral; `inner` is HTML. */
export function badgeHtml(tone: string, inner: string): string {
  return `<span class="badge${tone && ` badge-${tone}`}">${inner}</span>`;
}

interface Moment {
  now: Date;
  locale: string;
  zone: string;
  justNow?: string;
}

export function timeHtml(at: Date, { now, locale, zone, justNow }: Moment): string {
  const exact = escapeHtml(exactTime(at, locale, zone));
  return `<time datetime="${at.toISOString()}" title="${exact}">${escapeHtml(relativeTime(at, now, locale, zone, justNow))}</time>`;
}
