import type { RenderOptions } from "@/lib/platform/markdown/types";

interface Anchor {
  /** "" for a link that led nowhere: it kept its words and lost its address. */
  href: string;
  words: string;
}

/**
 * Where the links of an imported text led when it was rendered: its source knew addresses (an old site's permalinks)
 * that are stored nowhere else. `before` is the stored HTML, `plain` the same Markdown rendered without any rewriting;
 * links are matched in order and by their words. What finds no match is for `otherwise` to say.
 */
export function keptLinks(
  before: string,
  plain: string,
  otherwise: NonNullable<RenderOptions["rewriteUrl"]>,
): NonNullable<RenderOptions["rewriteUrl"]> {
  const led = new Map<string, string>();
  let rest = anchorsOf(before);
  for (const { href, words } of anchorsOf(plain)) {
    const at = rest.findIndex((anchor) => anchor.words === words);
    if (at < 0) continue;
    led.set(href, rest[at]!.href);
    rest = rest.slice(at + 1);
  }
  return (url, kind) => (kind === "link" ? led.get(url) : undefined) ?? otherwise(url, kind);
}

/** Our own HTML, so a pattern will do: attributes are always in double quotes, and anchors never lie in one another. */
function anchorsOf(html: string): Anchor[] {
  return [...html.matchAll(/<a((?: [\w:-]+(?:="[^"]*")?)*)>(.*?)<\/a>/gs)]
    .filter(([, attributes = ""]) => !attributes.includes("heading-anchor") && !/ href="#/.test(attributes))
    .map(([, attributes = "", inside = ""]) => ({
      href: unescapeHtml(/ href="([^"]*)"/.exec(attributes)?.[1] ?? ""),
      words: inside.replace(/<[^>]*>/g, ""),
    }));
}

const named: Record<string, string> = { amp: "&", quot: '"', lt: "<", gt: ">" };

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|(\w+));/gi, (whole, code?: string, name = "") =>
    code ? String.fromCodePoint(Number.parseInt(code, 16)) : (named[name] ?? whole),
  );
}
