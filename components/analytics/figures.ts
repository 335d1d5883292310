import type { Cell } from "@/lib/analytics/cells";
import type { Words } from "@/lib/i18n/words";
import { dateFormat } from "@/lib/platform/formats";
import { formatMoney, minorDigits } from "@/lib/platform/money";

/** Figures as people read them. A figure that is undefined is a dash, never 0. */
export const dash = "–";

const minus = (text: string) => text.replace("-", "−");

export function countText(value: number, words: Words): string {
  return minus(words.format.number(value, { maximumFractionDigits: 0 }));
}

/** "7.5": one decimal, two below one. */
export function decimalText(value: number | null, words: Words): string {
  if (value === null) return dash;
  const digits = Math.abs(value) < 1 && value !== 0 ? 2 : 1;
  return minus(words.format.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }));
}

/** "0.8", "1.095": how many times as many. */
export function ratioText(value: number, words: Words): string {
  return words.format.number(value, { maximumFractionDigits: 3 });
}

/** "67.8%". */
export function shareText(value: number | null, words: Words): string {
  if (value === null) return dash;
  return minus(words.format.number(value, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }));
}

/** "+5.6%", "−20.0%": R always carries its sign. */
export function signedShareText(value: number | null, words: Words): string {
  return value !== null && value > 0 ? `+${shareText(value, words)}` : shareText(value, words);
}

/** Money of which fractions were kept is rounded to its smallest unit only here; large sums to whole units. */
export function moneyText(minor: number, currency: string, words: Words): string {
  const unit = 10 ** minorDigits(currency);
  const large = Math.abs(minor) >= 1000 * unit;
  return formatMoney(large ? Math.round(minor / unit) * unit : Math.round(minor), currency, words.locale);
}

/** "24 Oct", "10月24日"; with the year when asked. */
export function dayText(day: string, words: Words, year = false): string {
  return dateText(day, words, {
    month: words.locale === "en" ? "short" : "long",
    day: "numeric",
    ...(year ? { year: "numeric" } : {}),
  });
}

/** "10/24", "24/10": what fits below a bar. */
function dayTick(day: string, words: Words): string {
  const [, month, date] = day.split("-").map(Number);
  return words.locale === "en" ? `${date}/${month}` : `${month}/${date}`;
}

/** "Mar 2026", "2026年3月". */
export function monthText(month: string, words: Words): string {
  return dateText(`${month}-01`, words, { year: "numeric", month: words.locale === "en" ? "short" : "long" });
}

/** "Mar", "3月"; January and the first one carry the year. */
function monthTick(month: string, words: Words): string {
  return dateText(`${month}-01`, words, { month: "short", ...(month.endsWith("-01") ? { year: "numeric" } : {}) });
}

/** A plain day has no zone: it is read and written in the same one. */
function dateText(day: string, words: Words, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(words.locale, { timeZone: "UTC", ...options }).format(new Date(`${day}T00:00:00Z`));
}

/** A day or a month as the charts call it: on the axis, and written out in the tip and in sentences. */
export function timeTexts(at: string, words: Words): { at: string; tick: string; label: string } {
  const isMonth = at.length === "2026-10".length;
  return isMonth
    ? { at, tick: monthTick(at, words), label: monthText(at, words) }
    : { at, tick: dayTick(at, words), label: dayText(at, words, true) };
}

/** A cell of a chart's table. */
export function cellText({ kind, value, currency }: Cell, words: Words): string {
  if (value === null) return dash;
  if (typeof value === "string") {
    if (kind === "day") return dayText(value, words, true);
    return kind === "month" ? monthText(value, words) : value;
  }
  if (kind === "money") return moneyText(value, currency!, words);
  if (kind === "change") return signedShareText(value, words);
  if (kind === "ratio") return ratioText(value, words);
  if (kind === "share") return shareText(value, words);
  return kind === "decimal" ? decimalText(value, words) : countText(value, words);
}
