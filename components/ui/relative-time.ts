const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters are dear to make and a feed needs many: one per language, zone and shape is kept. */
function dateFormat(
  locale: string,
  zone: string,
  shape: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${shape}`;
  let format = formatters.get(key);
  if (!format) {
    // English here writes the day first, "21 Nov"; plain "en" would give the American order.
    format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeZone: zone, ...options });
    formatters.set(key, format);
  }
  return format;
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const format = relatives.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  relatives.set(locale, format);
  return format;
}

/** YYYY-MM-DD in a zone. */
function dayOf(at: Date, zone: string): string {
  return dateFormat("sv-SE", zone, "day", { year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** "21 Nov", "11月21日"; with the year when it is not the present one. */
export function shortDate(at: Date, now: Date, locale: string, zone: string): string {
  const sameYear = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { month: locale.startsWith("zh") ? "long" : "short", day: "numeric" };
  return dateFormat(
    locale,
    zone,
    sameYear ? "short" : "year",
    sameYear ? options : { ...options, year: "numeric" },
  ).format(at);
}

/** "21 Nov 2026, 09:00 GMT+8": the exact moment, for tooltips and receipts. */
export function exactTime(at: Date, locale: string, zone: string): string {
  return dateFormat(locale, zone, "exact", {
    year: "numeric",
    month: locale.startsWith("zh") ? "long" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(at);
}

/**
 * "3 hours ago", "yesterday", "in 2 days" while less than seven days lie between; then the short date. Days are
 * calendar days of the zone: 25 hours back may be "yesterday" or "2 days ago".
 */
export function relativeTime(at: Date, now: Date, locale: string, zone: string, justNow?: string): string {
  const difference = at.getTime() - now.getTime();
  const distance = Math.abs(difference);
  if (distance >= 7 * day) return shortDate(at, now, locale, zone);
  const relative = relativeFormat(locale);
  if (distance < minute) return justNow ?? relative.format(0, "second");
  if (distance < hour) return relative.format(Math.trunc(difference / minute), "minute");
  if (distance < day) return relative.format(Math.trunc(difference / hour), "hour");
  const days = Math.round((Date.parse(dayOf(at, zone)) - Date.parse(dayOf(now, zone))) / day);
  return relative.format(days, "day");
}
