import type { MarkdownWarning } from "./types";

/**
 * Parsing time grows with the square of some counts (measured on micromark 4, 40 KB: 8,000 underlined headings 10 s,
 * 7,000 emphasis marks in one paragraph 14 s, 20,000 list items 1.5 s). What no hand writes is fenced
 * off as code before parsing: it stays visible.
 */
const blockStartsMax = 4000;
const underlinedHeadingsMax = 400;
const footnotesMax = 300;
const lazyLinesMax = 200;
/** Squares of the number of inline marks in one block, summed. 10^7 takes about 0.3 s. */
const marksCostMax = 10_000_000;
const marksInBlockMax = 1500;
const marksInBlockLater = 30;

const blockStart = /^[ \t]*(?:[>#<]|[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$)|\[[^\]\n]{1,200}\]:|`{3}|~{3})/;
const underline = /^[ >]{0,9}(?:=+|-+)[ \t]*$/;
const footnote = /^[ >]{0,9}\[\^[^\]\n]{1,200}\]:/;
const container = /^[ \t]*(?:>|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$))/;

/** The text with its excess fenced; the text itself for every ordinary one. */
export function defuse(markdown: string, warnings: MarkdownWarning[]): string {
  const lines = markdown.split("\n");
  const code = codeLines(lines, markdown);
  const excess = lines.map(() => false);
  limitBlocks(lines, code, excess);
  limitMarks(lines, code, excess);
  const first = excess.indexOf(true);
  if (first >= 0) warnings.push({ code: "too-many-marks", line: first + 1, detail: lines[first]!.trim().slice(0, 20) });
  const broken = breakLazyLines(lines, code);
  return first >= 0 || broken ? fenceExcess(lines, excess) : markdown;
}

function fenceExcess(lines: string[], excess: boolean[]): string {
  const longest = lines.reduce((most, line) => Math.max(most, /^[ \t]*(~+)/.exec(line)?.[1]?.length ?? 0), 0);
  const fence = "~".repeat(longest + 3);
  const result: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (excess[i] && !excess[i - 1]) result.push("", fence);
    result.push(lines[i]!);
    if (excess[i] && !excess[i + 1]) result.push(fence, "");
  }
  return result.join("\n");
}

/**
 * Which lines stand in a top-level code fence: nothing there is expensive, and escapes would show. When anything in
 * the text could make this reading of fences differ from the parser's, no line counts as code.
 */
function codeLines(lines: string[], markdown: string): boolean[] {
  const ambiguous = /^ {0,3}(?:<(?:pre|script|style|textarea)\b|<[?!](?!--[^\n]*-->[ \t]*$)|\$\$)/im.test(markdown);
  let fence: string | null = null;
  return lines.map((line) => {
    const mark = ambiguous ? undefined : /^(`{3,}|~{3,})([^`]*)$/.exec(line);
    if (!fence) {
      if (mark) fence = mark[1]!;
      return false;
    }
    if (!mark || mark[1]![0] !== fence[0] || mark[1]!.length < fence.length || mark[2]!.trim() !== "") return true;
    fence = null;
    return false;
  });
}

/** From the first block too many on, everything is excess. */
function limitBlocks(lines: string[], code: boolean[], excess: boolean[]): void {
  let starts = 0;
  let underlines = 0;
  let notes = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (code[i]) continue;
    if (blockStart.test(line)) starts++;
    if (underline.test(line)) underlines++;
    if (footnote.test(line)) notes++;
    if (starts <= blockStartsMax && underlines <= underlinedHeadingsMax && notes <= footnotesMax) continue;
    excess.fill(true, i);
    return;
  }
}

/** A quote that goes on without its marker makes the parser look back over all of it: ends it. */
function breakLazyLines(lines: string[], code: boolean[]): boolean {
  let lazy = 0;
  let inContainer = false;
  let broken = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (code[i] || line.trim() === "") inContainer = false;
    else if (container.test(line)) inContainer = true;
    else if (inContainer && ++lazy > lazyLinesMax) {
      lines[i] = `\n${line}`;
      inContainer = false;
      broken = true;
      lazy = 0;
    }
  }
  return broken;
}

function limitMarks(lines: string[], code: boolean[], excess: boolean[]): void {
  let cost = 0;
  for (let from = 0; from < lines.length; ) {
    const to = endOfBlock(lines, from);
    let marks = 0;
    for (let i = from; i < to; i++) if (!code[i]) marks += marksIn(lines[i]!);
    if (marks > (cost > marksCostMax ? marksInBlockLater : marksInBlockMax)) {
      excess.fill(true, from, to);
    } else cost += marks ** 2;
    from = to;
  }
}

/** Inline marks pair up within a paragraph, a list item or a table row. */
function endOfBlock(lines: string[], from: number): number {
  const table = isTableHead(lines, from);
  for (let i = from + 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === "" || /^ {0,3}(?:[-+*] |\d{1,9}[.)] |#{1,6} |`{3}|~{3})/.test(line)) return i;
    if ((table || isTableRow(lines, from)) && line.includes("|")) return i;
  }
  return lines.length;
}

const delimiterRow = /^\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$/;
const pipes = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|").length;

function isTableHead(lines: string[], at: number): boolean {
  const next = lines[at + 1];
  return next !== undefined && delimiterRow.test(next) && pipes(lines[at]!) === pipes(next);
}

/** True when the line and its predecessors back to a table's head all have pipes. Looks back at most 500 lines. */
function isTableRow(lines: string[], at: number): boolean {
  for (let i = at; i > 0 && i > at - 500 && lines[i]!.includes("|"); i--) if (isTableHead(lines, i - 1)) return true;
  return false;
}

function marksIn(text: string): number {
  let marks = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // * _ ~ [ ] < `
    if (c === 42 || c === 95 || c === 126 || c === 91 || c === 93 || c === 60 || c === 96) marks++;
  }
  return marks;
}
