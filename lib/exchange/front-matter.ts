import { parse as parseToml } from "smol-toml";
import { parseDocument } from "yaml";
import type { FrontMatter } from "./types";

export interface SplitText {
  front: FrontMatter;
  body: string;
  /** Why the front matter could not be read; it then stays visible in the body. */
  broken: string | null;
}

const blockMaxLength = 64_000;

/** Divides a text into its front matter (`---` YAML, `+++` TOML, `{…}` JSON) and its body. Never runs anything. */
export function splitFrontMatter(text: string): SplitText {
  const block = findBlock(text);
  if (!block) return { front: { draft: false, addresses: [] }, body: text, broken: null };
  try {
    if (block.source.length > blockMaxLength) throw new Error("longer than 64 KB");
    const data: unknown = block.read(block.source);
    if (data !== null && data !== undefined && (typeof data !== "object" || Array.isArray(data)))
      throw new Error("no keys");
    return { front: normalise((data ?? {}) as Record<string, unknown>), body: block.body, broken: null };
  } catch (error) {
    const shown = `\`\`\`\`${block.language}\n${block.source.replace(/`{4,}/g, "```")}\n\`\`\`\`\n\n${block.body}`;
    const why = (error instanceof Error ? error.message : String(error)).split("\n")[0]!.slice(0, 120);
    return { front: { draft: false, addresses: [] }, body: shown, broken: why };
  }
}

interface Block {
  language: "yaml" | "toml" | "json";
  source: string;
  body: string;
  read: (source: string) => unknown;
}

function findBlock(text: string): Block | null {
  const fence = /^(---|\+\+\+)[ \t]*\n/.exec(text);
  if (fence) {
    const mark = fence[1]!;
    const end = mark === "---" ? /^(?:---|\.\.\.)[ \t]*(?:\n|$)/gm : /^\+\+\+[ \t]*(?:\n|$)/gm;
    end.lastIndex = fence[0].length;
    const close = end.exec(text);
    if (!close) return null;
    const source = text.slice(fence[0].length, close.index);
    // A rule above prose is not front matter: that has a key in its first lines, or nothing at all.
    if (mark === "---" && source.trim() !== "" && !/^\s*(?:#|[\w"'-][^\n:]*:(?:\s|$)|\{)/m.test(source)) return null;
    const body = text.slice(close.index + close[0].length);
    return mark === "---"
      ? { language: "yaml", source, body, read: readYaml }
      : { language: "toml", source, body, read: parseToml };
  }
  const json = /^\{[ \t]*\n[\s\S]{0,64000}?\n\}[ \t]*(?:\n|$)/.exec(text);
  if (!json) return null;
  return { language: "json", source: json[0], body: text.slice(json[0].length), read: JSON.parse };
}

/** Core schema only (no tags that make objects), few aliases: a "billion laughs" file is refused, not expanded. */
function readYaml(source: string): unknown {
  const document = parseDocument(source, {
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  if (document.errors[0]) throw document.errors[0];
  return document.toJS({ maxAliasCount: 20 });
}

function normalise(data: Record<string, unknown>): FrontMatter {
  const value = (...names: string[]) => {
    for (const [key, found] of Object.entries(data)) if (names.includes(key.toLowerCase())) return found;
    return undefined;
  };
  const first = (...names: string[]) => names.map((name) => text(value(name))).find((found) => found !== undefined);
  return {
    title: first("title", "navtitle", "sidebar_label"),
    slug: first("slug"),
    excerpt: first("description", "summary", "excerpt", "oneline", "subtitle")?.slice(0, 1000),
    lang: first("lang", "language", "locale"),
    publishedAt: date(
      value("date") ?? value("publishdate") ?? value("published_at") ?? value("created") ?? value("pubdate"),
    ),
    draft: value("draft") === true || value("published") === false || value("draft") === "true",
    order: number(
      value("order") ?? value("weight") ?? value("sidebar_position") ?? value("nav_order") ?? value("index"),
    ),
    addresses: [
      value("permalink"),
      value("url"),
      value("path"),
      value("aliases"),
      value("alias"),
      value("redirect_from"),
    ]
      .flat()
      .flatMap((address) => text(address) ?? []),
  };
}

function text(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const clean = String(value)
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .toWellFormed();
  return clean === "" ? undefined : clean.slice(0, 2000);
}

function number(value: unknown): number | undefined {
  if (typeof value === "boolean") return undefined;
  const found = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(found) && value !== null && value !== undefined ? found : undefined;
}

/** A date with or without a zone (none: UTC), between 1990 and 2100. */
function date(value: unknown): Date | undefined {
  if (value instanceof Date) return inRange(new Date(value.getTime()));
  if (typeof value !== "string") return undefined;
  const match =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i.exec(
      value.trim(),
    );
  if (!match) return undefined;
  const [, year, month, day, time = "00:00", zone = "Z"] = match;
  const clock = time.padStart(time.length < 5 || /^\d:/.test(time) ? time.length + 1 : time.length, "0");
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  return inRange(new Date(`${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}T${clock}${offset}`));
}

function inRange(at: Date): Date | undefined {
  const year = at.getUTCFullYear();
  return year >= 1990 && year < 2100 ? at : undefined;
}
