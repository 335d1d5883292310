import type { Options } from "rehype-sanitize";
import { allowedTags, removedTags } from "./raw-html";

const length = /^\d{1,4}%?$/;

/**
 * What may stand in a text. Everything is absent unless listed: no styles, no event handlers, no frames, forms or
 * SVG. Ids get a prefix, so that no author's id can take the place of one of ours. Our own elements (copy buttons,
 * heading links, MathML, colours) are added after this has run.
 */
export const schema: Options = {
  strip: removedTags,
  tagNames: allowedTags,
  clobber: ["id", "ariaDescribedBy"],
  clobberPrefix: "user-content-",
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"] },
  required: { input: { disabled: true, type: "checkbox" } },
  ancestors: {
    caption: ["table"],
    tbody: ["table"],
    td: ["table"],
    tfoot: ["table"],
    th: ["table"],
    thead: ["table"],
    tr: ["table"],
    li: ["ul", "ol"],
    summary: ["details"],
    figcaption: ["figure"],
  },
  attributes: {
    "*": ["id", "lang", "title", ["dir", "ltr", "rtl", "auto"]],
    a: [
      "href",
      "ariaLabel",
      "dataFootnoteBackref",
      "dataFootnoteRef",
      "ariaDescribedBy",
      ["className", "data-footnote-backref"],
    ],
    code: [["className", /^language-[\w.#+-]{1,40}$/, "math-inline", "math-display"], "dataTitle", "dataLines"],
    div: [
      ["className", ...alertClasses()],
      ["role", "note"],
    ],
    p: [["className", "markdown-alert-title"]],
    details: [["open", true]],
    h2: [["className", "sr-only"]],
    img: ["src", "alt", ["width", length], ["height", length]],
    input: [
      ["disabled", true],
      ["type", "checkbox"],
      ["checked", true],
    ],
    li: [["className", "task-list-item"]],
    ol: [
      ["className", "contains-task-list"],
      ["start", /^-?\d{1,9}$/],
      ["reversed", true],
    ],
    section: ["dataFootnotes", ["className", "footnotes"]],
    td: cell(),
    th: [...cell(), ["scope", "col", "row"]],
    ul: [["className", "contains-task-list"]],
  },
};

function alertClasses(): string[] {
  return ["", "-note", "-tip", "-important", "-warning", "-caution"].map((kind) => `markdown-alert${kind}`);
}

type Allowed = NonNullable<NonNullable<Options["attributes"]>[string]>[number];

function cell(): Allowed[] {
  return [
    ["align", "left", "center", "right"],
    ["colSpan", /^\d{1,2}$/],
    ["rowSpan", /^\d{1,3}$/],
  ];
}

/** For comments: the same without ids, because many comments share a page. */
export const commentSchema: Options = {
  ...schema,
  attributes: { ...schema.attributes, "*": ["lang", "title", ["dir", "ltr", "rtl", "auto"]] },
};
