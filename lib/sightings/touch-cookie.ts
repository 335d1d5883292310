import { label } from "./channel";
import { channels, type Touch, type Touches } from "./types";

export const touchCookie = "guildhall-touch";
/** How long the first touch is remembered of somebody who has no account yet. */
export const touchDays = 90;

const version = "1";
/** Two touches with the longest names in any script; browsers keep 4096 bytes. */
const maxLength = 3500;

/**
 * The cookie's content: channel, source, campaign, post and day of the first and the last touch, and nothing that would
 * tell one browser from another that came the same way.
 */
export function writeTouches({ first, last }: Touches): string {
  const fields = ({ channel, source, campaign, postId, day }: Touch) =>
    [channel, source, campaign, postId ?? "", day].map(escaped);
  return [version, ...fields(first), ...fields(last)].join("*");
}

/** `*` divides the fields, so it may not stand in one. */
function escaped(field: string): string {
  return encodeURIComponent(field).replaceAll("*", "%2A");
}

/**
 * What a cookie says, or null when it is not exactly something that `writeTouches` writes, holds a day to come or one
 * that is longer ago than the cookie may live: anybody can put anything there.
 */
export function readTouches(value: string | null | undefined, today: string): Touches | null {
  if (!value || value.length > maxLength) return null;
  const parts = value.split("*");
  if (parts.length !== 11 || parts[0] !== version) return null;
  const fields = parts.slice(1).map(unescaped);
  if (fields.some((field) => field === null)) return null;
  const first = touchFrom(fields.slice(0, 5) as string[], today);
  const last = touchFrom(fields.slice(5) as string[], today);
  if (!first || !last || first.day > last.day) return null;
  const touches = { first, last };
  return writeTouches(touches) === value ? touches : null;
}

function unescaped(field: string): string | null {
  try {
    return decodeURIComponent(field);
  } catch {
    return null;
  }
}

function touchFrom(fields: string[], today: string): Touch | null {
  const [channelName, source = "", campaign = "", post = "", day = ""] = fields;
  const channel = channels.find((known) => known === channelName);
  if (!channel || label(source) !== source || label(campaign) !== campaign) return null;
  if (channel !== "campaign" && !/^[a-z0-9 .-]{0,60}$/.test(source)) return null;
  if ((channel === "direct") !== (source === "") || (campaign !== "" && channel !== "campaign")) return null;
  if (post !== "" && !/^[0-9a-f-]{36}$/.test(post)) return null;
  const age = ageOf(day, today);
  if (age === null || age < 0 || age > touchDays) return null;
  return { channel, source, campaign, postId: post || null, day };
}

function ageOf(day: string, today: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) return null;
  return Math.round((Date.parse(`${today}T00:00:00Z`) - at) / 86_400_000);
}

/**
 * The touches after one more page view: the first one stays, the last one is the newest from outside. Coming back
 * without a trace changes nothing.
 */
export function afterView(known: Touches | null, touch: Touch | null, direct: Touch): Touches {
  if (!known) return { first: touch ?? direct, last: touch ?? direct };
  return touch ? { first: known.first, last: touch } : known;
}

/** The whole Set-Cookie line; null touches take the cookie away. It is sent to this community's pages only. */
export function touchCookieLine(slug: string, touches: Touches | null, isSecure: boolean): string {
  const life = touches ? touchDays * 24 * 60 * 60 : 0;
  const attributes = [
    `Path=/c/${slug}`,
    `Max-Age=${life}`,
    "HttpOnly",
    "SameSite=Lax",
    ...(isSecure ? ["Secure"] : []),
  ];
  return [`${touchCookie}=${touches ? writeTouches(touches) : ""}`, ...attributes].join("; ");
}
