import { Fragment, isValidElement, type ReactElement, type ReactNode } from "react";
import { escapeHtml } from "./html";

/**
 * Turns elements into HTML text: for frames and lists that never change in the browser. React makes such parts three
 * times (rendered, written as data, rendered to HTML) and hydrates them; this walks them once, for a tenth of the cost
 * (docs/performance.md). What comes out is what react-dom's renderToStaticMarkup makes (the test compares them), which
 * itself cannot run among server components. Only plain function components without hooks: a client component, an
 * asynchronous one or a function as an attribute is refused with a sentence.
 */
export function staticHtml(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (typeof node === "string") return escapeHtml(node);
  if (typeof node === "number" || typeof node === "bigint") return String(node);
  if (Array.isArray(node)) return node.map(staticHtml).join("");
  if (isValidElement(node)) return elementHtml(node as ReactElement<Attributes>);
  throw new TypeError("Only elements and text can become static HTML: give it finished data, not promises or objects.");
}

type Attributes = Record<string, unknown> & { children?: ReactNode };

function elementHtml({ type, props }: ReactElement<Attributes>): string {
  if (type === Fragment) return staticHtml(props.children);
  if (typeof type === "string") return hostHtml(type, props);
  if (typeof type === "function" && !("$$typeof" in type)) return staticHtml((type as Component)(props));
  throw new TypeError("A client component cannot become static HTML: leave it outside.");
}

type Component = (props: Attributes) => ReactNode;

const voidElements = new Set(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]);

function hostHtml(tag: string, props: Attributes): string {
  let attributes = "";
  for (const name in props) attributes += attributeHtml(name, props[name]);
  if (voidElements.has(tag)) return `<${tag}${attributes}/>`;
  const raw = props.dangerouslySetInnerHTML as { __html: string } | undefined;
  return `<${tag}${attributes}>${raw ? raw.__html : staticHtml(props.children)}</${tag}>`;
}

/** React's names that differ from HTML's in more than capitals. */
const renamed: Record<string, string> = {
  className: "class",
  htmlFor: "for",
  defaultValue: "value",
  defaultChecked: "checked",
  strokeWidth: "stroke-width",
  strokeLinecap: "stroke-linecap",
  strokeLinejoin: "stroke-linejoin",
};
const keepsCapitals = new Set(["viewBox"]);
const notWritten = new Set(["children", "key", "ref", "dangerouslySetInnerHTML", "suppressHydrationWarning"]);
/** Attributes whose `false` is a word. For all others `true` is an empty attribute and `false` none. */
const spelled = /^(aria-|data-|draggable$|spellCheck$|contentEditable$)/;

function attributeHtml(name: string, value: unknown): string {
  if (value === null || value === undefined || notWritten.has(name)) return "";
  if (typeof value === "function" || typeof value === "object") {
    throw new TypeError(`The attribute ${name} cannot become static HTML.`);
  }
  const written = renamed[name] ?? (keepsCapitals.has(name) ? name : name.toLowerCase());
  if (typeof value === "boolean" && !spelled.test(name)) return value ? ` ${written}=""` : "";
  return ` ${written}="${escapeHtml(String(value))}"`;
}
