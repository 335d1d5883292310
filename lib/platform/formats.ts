/**
 * Formatters of `Intl`, one of each shape for the life of the process: making one of a date takes two hundred
 * microseconds and using it three, and a page with its tables needs hundreds.
 */

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** English here writes the day first, "21 Nov": plain "en" would give the American order. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = shapeOf(locale, options);
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, options);
  dateFormats.set(key, format);
  return format;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = shapeOf(locale, options);
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(key, format);
  return format;
}

/** Shapes are few: they come from our code, zones and currencies from checked settings. */
const shapeOf = (locale: string, options: object) => `${locale} ${JSON.stringify(options)}`;
