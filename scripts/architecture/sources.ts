import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One thing a file brings in. `target` is a path of ours without its ending, or the package as it is written. */
export interface Import {
  target: string;
  isOurs: boolean;
  isTypeOnly: boolean;
  /** The imported names; empty for a whole module (`import * as`, `import()`, `import "x"`). */
  names: string[];
}

/** One source file of the project. `code` is its text with the words of comments blanked out. */
export interface Source {
  path: string;
  text: string;
  code: string;
  imports: Import[];
}

const skipped = new Set(["node_modules", ".next", ".git", ".cache", "data", "test-results", "playwright-report"]);

/** Every file below `folder` (of the project), as project paths, except what is installed or generated. */
export function listFiles(root: string, folder = ""): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => {
      const inside = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return listFiles(root, inside);
      return entry.isFile() ? [inside] : [];
    })
    .sort();
}

/** Reads every TypeScript source of the project. */
export function readSources(root: string): Source[] {
  return listFiles(root)
    .filter((file) => /\.(ts|tsx|mts|mjs)$/.test(file) && !file.endsWith(".d.ts"))
    .map((file) => sourceOf(file, readFileSync(path.join(root, file), "utf8")));
}

/** A source from its text: for the tree, and for the made-up violations with which each rule is tried. */
export function sourceOf(file: string, text: string): Source {
  return { path: file, text, code: withoutComments(text), imports: importsOf(file, text) };
}

// `import a, { b } from "x"`, `export { b } from "x"`, `export * from "x"`, over as many lines as they take.
const fromClause = /^[ \t]*(import|export)\s+(type\s+)?([\w*{}\s,$]*?)\s*from\s*["']([^"']+)["']/gm;
const bareImport = /^[ \t]*import\s*["']([^"']+)["']/gm;
const dynamicImport = /\b(?:import|require)\s*\(\s*(?:\/\*[\s\S]*?\*\/\s*)?["'`]([^"'`]+)["'`]/g;

/**
 * The imports of a file. It errs on the side of seeing too much: an import that only stands in a comment at the
 * beginning of a line counts as well.
 */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  for (const [, , type, clause = "", specifier = ""] of text.matchAll(fromClause)) {
    const braces = /\{([\s\S]*)\}/.exec(clause)?.[1] ?? "";
    const listed = braces
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const first = clause.replace(/\{[\s\S]*\}/, "").replace(/[\s,]/g, "");
    const names = listed.map((name) => name.replace(/^type\s+/, "").split(/\s+as\s+/)[0] ?? name);
    const isTypeOnly =
      type !== undefined || (listed.length > 0 && first === "" && listed.every((name) => name.startsWith("type ")));
    found.push({ ...resolve(file, specifier), isTypeOnly, names });
  }
  for (const pattern of [bareImport, dynamicImport]) {
    for (const [, specifier = ""] of text.matchAll(pattern)) {
      found.push({ ...resolve(file, specifier), isTypeOnly: false, names: [] });
    }
  }
  return found;
}

function resolve(file: string, specifier: string): { target: string; isOurs: boolean } {
  const bare = (target: string) => target.replace(/\.(ts|tsx|mts|mjs|js)$/, "").replace(/\/index$/, "");
  if (specifier.startsWith("@/")) return { target: bare(specifier.slice(2)), isOurs: true };
  if (!specifier.startsWith(".")) return { target: specifier, isOurs: false };
  return { target: bare(path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier))), isOurs: true };
}

/** Blanks comments out, line by line where they stand; the text of strings stays. Good enough for formatted code. */
export function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, " ");
  return text
    .replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, blank)
    .replace(/^[ \t]*\/\/.*$/gm, blank)
    .replace(/[ \t]\/\/ .*$/gm, blank);
}
