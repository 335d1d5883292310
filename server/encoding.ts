/** True when an Accept-Encoding header (RFC 9110, 12.5.3) asks for `coding` with a weight above zero. */
export function acceptsEncoding(header: string | string[] | undefined, coding: "gzip" | "br"): boolean {
  return String(header ?? "")
    .split(",")
    .some((part) => {
      const [name, ...parameters] = part.trim().toLowerCase().split(";");
      return name === coding && !parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter));
    });
}
