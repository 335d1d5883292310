import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isLocale, type Locale, localeFromHeader } from "../lib/i18n/locales";

/** What a shared copy may depend on: nothing else of the request reaches the page that is copied. */
export interface SharedRequest {
  /** Path and the query parameters public pages know, in a fixed order. */
  url: string;
  /** The community whose public version the copy follows; null for pages about all of them. */
  community: string | null;
  locale: Locale;
  theme: "light" | "dark" | null;
  key: string;
}

const knownParameters = ["after", "per", "sort", "topic", "type"];
const ignoredParameters = /^(utm_[a-z]+|ref|fbclid|gclid)$/;
/** Pages that belong to one person or change something; everything else below /c/<slug> is the same for all visitors. */
const personal = /^\/c\/[^/]+\/(studio|manage|moderate|search|new|api|join\/return)(\/|$)/;
const communityPath = /^\/c\/([a-z0-9-]+)(\/[\w.~%-]+)*$/i;

/**
 * Decides whether a request may be answered by a copy shared between visitors: a plain GET or HEAD of a public page
 * by somebody without a session. Returns what the copy depends on, or null when the request must be rendered for
 * itself. In doubt it says null: that costs time, the opposite could cost a secret.
 */
export function sharedRequest(request: Pick<IncomingMessage, "method" | "url" | "headers">): SharedRequest | null {
  const { method, headers } = request;
  if (method !== "GET" && method !== "HEAD") return null;
  if (headers.authorization || headers.range || speaksToTheRouter(headers)) return null;
  const cookies = parseCookies(headers.cookie);
  if ([...cookies.keys()].some((name) => name.includes("guildhall.session"))) return null;

  const [path = "", search = ""] = splitOnce(request.url ?? "", "?");
  const community = communityPath.exec(path)?.[1] ?? null;
  if (path !== "/" && path !== "/explore" && (community === null || personal.test(path))) return null;
  const query = publicQuery(search);
  if (query === null) return null;

  const chosen = cookies.get("guildhall-locale");
  const locale = isLocale(chosen) ? chosen : localeFromHeader(headers["accept-language"]);
  const wanted = cookies.get("guildhall-theme");
  const theme = wanted === "light" || wanted === "dark" ? wanted : null;
  const url = query === "" ? path : `${path}?${query}`;
  return { url, community, locale, theme, key: `${locale} ${theme ?? "system"} ${url}` };
}

/** Client-side navigation, prefetch and server actions answer in other formats than a page. */
function speaksToTheRouter(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some(
    (name) => name === "rsc" || name.startsWith("next-") || name === "purpose" || name === "sec-purpose",
  );
}

/** The known parameters in a fixed order, each at most once; null when there is one that we do not know. */
function publicQuery(search: string): string | null {
  const given = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const name of given.keys()) {
    if (ignoredParameters.test(name)) continue;
    const values = given.getAll(name);
    if (!knownParameters.includes(name) || values.length > 1 || values[0]!.length > 100) return null;
  }
  for (const name of knownParameters) if (given.has(name)) kept.set(name, given.get(name)!);
  return kept.toString();
}

function parseCookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? "").split(";").map((pair) => splitOnce(pair.trim(), "="));
  return new Map(pairs.filter(([name]) => name).map(([name, value]) => [name!, value ?? ""]));
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
