import type { Element, ElementContent } from "hast";
import { bundledLanguages, createHighlighter, type Highlighter, type ThemeRegistration } from "shiki";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { shared } from "@/lib/platform/shared-state";

/**
 * Our theme has six "colours", each standing for a class: the page's stylesheet decides what a keyword looks like in
 * light and dark, the stored HTML only says that it is one, and no inline style needs a hole in the CSP.
 */
const classes = {
  "#000001": "tk-k",
  "#000002": "tk-s",
  "#000003": "tk-n",
  "#000004": "tk-f",
  "#000005": "tk-t",
  "#000006": "tk-c",
};
const plain = "#000000";

const theme: ThemeRegistration = {
  name: "guildhall",
  type: "light",
  fg: plain,
  bg: "#ffffff",
  settings: [
    { settings: { foreground: plain, background: "#ffffff" } },
    scope("#000006", "comment, punctuation.definition.comment, string.comment"),
    scope(
      "#000001",
      "keyword, storage, storage.type, storage.modifier, variable.language, keyword.control, entity.name.tag",
    ),
    scope("#000001", "markup.heading, meta.diff.header, constant.language"),
    scope(plain, "keyword.operator, punctuation, meta.brace, storage.type.function.arrow"),
    scope(
      "#000001",
      "keyword.operator.new, keyword.operator.expression, keyword.operator.logical.python, keyword.operator.word",
    ),
    scope(
      "#000002",
      "string, punctuation.definition.string, constant.character, constant.other.symbol, markup.inserted",
    ),
    scope("#000002", "string.regexp, markup.inline.raw, attribute.value"),
    scope("#000003", "constant.numeric, constant.other, support.constant, markup.deleted, keyword.other.unit"),
    scope(
      "#000004",
      "entity.name.function, support.function, meta.function-call.generic, variable.function, entity.name.command",
    ),
    scope("#000005", "entity.name.type, entity.name.class, entity.other.inherited-class, support.type, support.class"),
    scope(
      "#000005",
      "storage.type.java, storage.type.generic.java, entity.other.attribute-name, entity.name.namespace",
    ),
    scope(plain, "string meta.embedded, string source, meta.template.expression"),
  ],
};

function scope(foreground: string, scopes: string) {
  return { scope: scopes.split(", "), settings: { foreground } };
}

const highlighter = () =>
  shared("markdown.highlighter", () => ({
    loading: createHighlighter({
      themes: [theme],
      langs: [],
      // WebAssembly inlined in a module, so there is no file to find at run time. Measured: the JavaScript engine
      // compiles each regular expression on first use, 0.8 s for a first page of Java, and ran into the time limit.
      engine: createOnigurumaEngine(import("shiki/wasm")),
    }),
    languages: new Map<string, Promise<boolean>>(),
  }));

/** Above either, code is shown without colours. */
const codeMaxLines = 2000;
const codeMaxBytes = 200_000;

/** True when colouring `code` is worth its time. */
export function isColourable(code: string): boolean {
  return code.length <= codeMaxBytes && countLines(code) <= codeMaxLines;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/**
 * The code's text as coloured spans, one newline between lines. Unknown languages and code too long to colour come
 * out as plain text. `marked` holds the numbers (from 1) of lines to emphasise.
 */
export async function highlightCode(
  code: string,
  language: string,
  marked: ReadonlySet<number>,
): Promise<ElementContent[]> {
  const name = aliases[language.toLowerCase()] ?? language.toLowerCase();
  const coloured = isColourable(code) && (await load(name));
  const lines = coloured ? tokenLines(await highlighter().loading, code, name) : plainLines(code);
  const content: ElementContent[] = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0) push(content, text("\n"));
    if (marked.has(i + 1)) content.push(span("hi", line));
    else for (const part of line) push(content, part);
  }
  return content;
}

const aliases: Record<string, string> = {
  plain: "",
  text: "",
  txt: "",
  plaintext: "",
  "c++": "cpp",
  golang: "go",
  "": "",
};

function load(name: string): Promise<boolean> {
  if (!Object.hasOwn(bundledLanguages, name)) return Promise.resolve(false);
  const { loading, languages } = highlighter();
  let known = languages.get(name);
  if (!known) {
    const language = name as keyof typeof bundledLanguages;
    known = loading
      .then((ready) => ready.loadLanguage(language))
      .then(
        () => true,
        () => false,
      );
    languages.set(name, known);
  }
  return known;
}

function tokenLines(ready: Highlighter, code: string, lang: string): ElementContent[][] {
  try {
    const lines = ready.codeToTokensBase(code, {
      lang: lang as keyof typeof bundledLanguages,
      theme,
      tokenizeMaxLineLength: 2000,
      tokenizeTimeLimit: 500,
    });
    return lines.map((line) => {
      const content: ElementContent[] = [];
      for (const token of line) push(content, coloured(token.content, token.color));
      return content;
    });
  } catch {
    return plainLines(code);
  }
}

function coloured(value: string, color: string | undefined): ElementContent {
  const name = classes[color?.toLowerCase() as keyof typeof classes];
  return name && value.trim() !== "" ? span(name, [text(value)]) : text(value);
}

function plainLines(code: string): ElementContent[][] {
  return code.split("\n").map((line) => (line === "" ? [] : [text(line)]));
}

/** Appends, joining equal neighbours: fewer elements, smaller pages. */
function push(content: ElementContent[], part: ElementContent): void {
  const last = content.at(-1);
  if (last?.type === "text" && part.type === "text") last.value += part.value;
  else if (
    isColour(last) &&
    isColour(part) &&
    String(last.properties.className) === String(part.properties.className)
  ) {
    push(last.children, part.children[0]!);
  } else content.push(part);
}

function isColour(node: ElementContent | undefined): node is Element {
  return node?.type === "element" && String(node.properties.className).startsWith("tk-");
}

const text = (value: string): ElementContent => ({ type: "text", value });

const span = (className: string, children: ElementContent[]): Element => ({
  type: "element",
  tagName: "span",
  properties: { className: [className] },
  children,
});
