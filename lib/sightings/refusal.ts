/** Programs that read pages for somebody else. Most never run a script; these do, or say what they are. */
const robots =
  /(?<!cu)bot\b|(?<!cu)bot[/;_-]|crawl|spider|slurp|headless|lighthouse|pagespeed|prerender|preview|monitor|uptime|scrap|archiver|phantom|puppeteer|playwright|selenium|python|curl|wget|libwww|java\/|okhttp|go-http|node-fetch|axios|undici|facebookexternalhit|embedly|quora link|whatsapp|validator|feed(fetcher|ly|bin)|rss|bytespider|petalbot|yisou|censys|zgrab|nmap|dataprovider|gptbot|claude|perplexity|ccbot/i;

/** True for a user agent that is no person's browser, and for none at all. */
export function isRobot(userAgent: string | null): boolean {
  return !userAgent || userAgent.length < 20 || userAgent.length > 1000 || robots.test(userAgent);
}

/** True when the browser says that its person does not want to be counted. */
export function isRefused(headers: Headers): boolean {
  return headers.get("sec-gpc") === "1" || headers.get("dnt") === "1";
}

/** True when a page was fetched before anybody decided to look at it. */
export function isAhead(headers: Headers): boolean {
  return /prefetch|prerender|preview/i.test(
    `${headers.get("sec-purpose")} ${headers.get("purpose")} ${headers.get("x-moz")}`,
  );
}
