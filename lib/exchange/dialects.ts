import { wikiPrefix } from "./links";
import type { Problem } from "./types";

/**
 * Turns what other tools add to Markdown into ours where there is an equivalent (containers and callouts → alerts,
 * wiki links → links), and keeps the rest visible as code, with a warning. Code fences are left alone. `[[x]]` is a
 * wiki link only when `knowsNote(x)`: in prose it may also be a matrix or a shell test.
 */
export function convertDialects(
  markdown: string,
  path: string,
  knowsNote: (name: string) => boolean,
): { markdown: string; problems: Problem[] } {
  const problems: Problem[] = [];
  const tell = (code: Problem["code"], line: number, detail: string) => {
    if (problems.length < 50) problems.push({ path, code, line, detail: detail.trim().slice(0, 60) });
  };
  const output: string[] = [];
  const open: Container[] = [];
  let fence: string | null = null;
  for (const [i, line] of markdown.split("\n").entries()) {
    const mark = /^[ \t]*(?:>[ \t]*)*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      output.push(quoted(line, open));
      if (mark && mark[0] === fence[0] && mark.length >= fence.length && /^[ \t>]*[`~]+[ \t]*$/.test(line))
        fence = null;
      continue;
    }
    if (mark) {
      fence = mark;
      output.push(quoted(line.replace(/^([ \t>]*(?:`{3,}|~{3,})[\w+#.-]+)(\{[^}]*\})/, "$1 $2"), open));
      continue;
    }
    closeIndented(line, open, output);
    if (container(line, open, output, (detail) => tell("construct", i + 1, detail))) continue;
    const text = open.at(-1)?.indented ? line.replace(/^(?: {4}|\t)/, "") : line;
    output.push(
      quoted(
        convertLine(text, (code, detail) => tell(code, i + 1, detail), knowsNote),
        open,
      ),
    );
  }
  while (open.length > 0) close(open, output);
  return { markdown: removeComments(output.join("\n"), path, problems), problems };
}

interface Container {
  kind: "alert" | "details";
  colons: number;
  /** mkdocs marks what is inside by indentation. */
  indented: boolean;
}

const alertOf: Record<string, string> = {
  tip: "TIP",
  hint: "TIP",
  success: "TIP",
  check: "TIP",
  done: "TIP",
  todo: "NOTE",
  info: "NOTE",
  note: "NOTE",
  abstract: "NOTE",
  summary: "NOTE",
  tldr: "NOTE",
  question: "NOTE",
  help: "NOTE",
  faq: "NOTE",
  example: "NOTE",
  quote: "NOTE",
  cite: "NOTE",
  seealso: "NOTE",
  important: "IMPORTANT",
  attention: "WARNING",
  warning: "WARNING",
  caution: "CAUTION",
  danger: "CAUTION",
  error: "CAUTION",
  failure: "CAUTION",
  fail: "CAUTION",
  missing: "CAUTION",
  bug: "CAUTION",
};

/** Opens or closes `::: tip`, `!!! note`, `??? note`; true when the line was one. */
function container(line: string, open: Container[], output: string[], tell: (detail: string) => void): boolean {
  const colons = /^[ \t]*(:{3,})[ \t]*(?:\{?\.?([\w-]+)\}?)?[ \t]*(.*)$/.exec(line);
  if (colons) {
    const [, run = "", name = "", title = ""] = colons;
    if (name === "" && title === "" && open.at(-1) && !open.at(-1)!.indented) return close(open, output);
    return (
      begin(name.toLowerCase(), title, { colons: run.length, indented: false }, open, output) ||
      visible(line, open, output, tell)
    );
  }
  const admonition = /^(!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+"([^"]*)")?[ \t]*$/.exec(line);
  if (!admonition) return false;
  const [, mark = "", name = "", title = ""] = admonition;
  const shape = { colons: 0, indented: true };
  return (
    begin(mark === "!!!" ? name.toLowerCase() : "details", title, shape, open, output) ||
    visible(line, open, output, tell)
  );
}

function begin(
  name: string,
  title: string,
  shape: Omit<Container, "kind">,
  open: Container[],
  output: string[],
): boolean {
  if (open.length >= 10) return false;
  const label = title.replace(/^\[|\]$/g, "").trim();
  if (name === "details") {
    output.push(
      quoted("", open),
      quoted(`<details><summary>${escapeHtml(label || "…")}</summary>`, open),
      quoted("", open),
    );
    open.push({ kind: "details", ...shape });
    return true;
  }
  const alert = alertOf[name];
  if (!alert) return false;
  output.push(quoted("", open));
  open.push({ kind: "alert", ...shape });
  output.push(quoted(`[!${alert}]`, open));
  if (label) output.push(quoted(`**${label}**`, open), quoted("", open));
  return true;
}

function visible(line: string, open: Container[], output: string[], tell: (detail: string) => void): boolean {
  tell(line);
  output.push(quoted(`\`${line.trim().replace(/`/g, "'")}\``, open));
  return true;
}

function close(open: Container[], output: string[]): true {
  const last = open.pop();
  if (last?.kind === "details") output.push(quoted("", open), quoted("</details>", open));
  output.push(quoted("", open));
  return true;
}

function closeIndented(line: string, open: Container[], output: string[]): void {
  while (open.at(-1)?.indented && line.trim() !== "" && !/^(?: {4}|\t)/.test(line)) close(open, output);
}

function quoted(line: string, open: Container[]): string {
  const depth = open.filter((entry) => entry.kind === "alert").length;
  return depth === 0 ? line : `${"> ".repeat(depth)}${line}`.trimEnd();
}

const escapeHtml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

type Tell = (code: Problem["code"], detail: string) => void;

function convertLine(line: string, tell: Tell, knowsNote: (name: string) => boolean): string {
  if (/^<!--\s*@include:/.test(line.trim()) || /^(?:--8<--|<<<\s|\{\{\s*#include)/.test(line.trim())) {
    tell("include", line);
    return line.trim().startsWith("<!--") ? line : `\`${line.trim().replace(/`/g, "'")}\``;
  }
  if (/^=== +"[^"]*"/.test(line)) tell("construct", line);
  const heading = /^(#{1,6}[ \t].*?)[ \t]*\{#([\w.:-]{1,80})\}[ \t]*$/.exec(line);
  const titled = heading ? `${heading[1]} <a id="${heading[2]}"></a>` : obsidianCallout(line);
  return titled
    .split(/(`+[^`]*`+)/)
    .map((part, i) => (i % 2 === 1 ? part : convertText(part, tell, knowsNote)))
    .join("");
}

function obsidianCallout(line: string): string {
  const match = /^([ \t>]*>[ \t]*)\[!([\w-]+)\][+-]?[ \t]*(.*)$/.exec(line);
  const alert = match && alertOf[match[2]!.toLowerCase()];
  if (!match || !alert) return line;
  const title = match[3]!.trim();
  return title === ""
    ? `${match[1]}[!${alert}]`
    : `${match[1]}[!${alert}]\n${match[1]}**${title}**\n${match[1]!.trimEnd()}`;
}

const templateTag = /\{%[^%\n]{0,300}%\}|\{\{[<%][^\n]{0,300}?[>%]\}\}/g;
const wikiPicture = /!\[\[([^\]|#\n]{1,200})(?:#[^\]|\n]*)?(?:\|([^\]\n]{0,100}))?\]\]/g;
const wikiLink = /\[\[([^\]|#\n]{0,200})(#[^\]|\n]{0,200})?(?:\|([^\]\n]{1,200}))?\]\](?!\()/g;

function convertText(text: string, tell: Tell, knowsNote: (name: string) => boolean): string {
  if (!/\{%|\{\{|\[\[| \^/.test(text)) return text;
  return text
    .replace(templateTag, (tag) => {
      tell("construct", tag);
      return `\`${tag.replace(/`/g, "'")}\``;
    })
    .replace(wikiPicture, (whole: string, target: string, size = "") => {
      if (!knowsNote(target.trim())) {
        tell("construct", whole);
        return whole;
      }
      const width = /^\d{1,4}$/.test(size);
      return `![${width ? target : size || target}](<${wikiTarget(target)}>)`;
    })
    .replace(wikiLink, (whole: string, target: string, hash = "", label = "") => {
      if (target === "" ? hash === "" : !knowsNote(target.trim())) return whole;
      return `[${label || target || hash.slice(1)}](<${target === "" ? "" : wikiTarget(target)}${hash}>)`;
    })
    .replace(/ \^[\w-]{1,40}$/, "");
}

/** Names a note wherever it stands; links.ts resolves it. */
const wikiTarget = (target: string) => `${wikiPrefix}${encodeURIComponent(target.trim())}`;

/** Obsidian's `%%…%%` is hidden by its author's wish. Whole lines only: `%%` inside a line is too often something else. */
function removeComments(markdown: string, path: string, problems: Problem[]): string {
  return markdown.replace(/^%%(?:[^%\n]*%%[ \t]*$|[ \t]*\n[\s\S]{0,20000}?\n%%[ \t]*$)/gm, (comment) => {
    problems.push({ path, code: "comment-dropped", detail: comment.replace(/\s+/g, " ").slice(0, 40) });
    return "";
  });
}
