/** Finished sentences, one after the other. Chinese sets no space between two of them. */
export function sentences(locale: string, ...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(locale.startsWith("zh") ? "" : " ");
}
