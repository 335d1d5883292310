/** The tables that a run of migrations leaves behind, each with its columns. Full-text tables are SQLite's own. */
export function tablesOf(migrations: readonly string[]): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  const statements = migrations.flatMap((text) => text.replace(/--.*$/gm, "").replaceAll("`", '"').split(";"));
  for (const statement of statements) apply(statement.trim(), tables);
  return tables;
}

function apply(statement: string, tables: Map<string, Set<string>>): void {
  const created = /^CREATE TABLE (?:IF NOT EXISTS )?"(\w+)" \(([\s\S]*)\)(?: WITHOUT ROWID)?$/.exec(statement);
  if (created) {
    const columns = [...created[2]!.matchAll(/^\s*"(\w+)" /gm)].map(([, name]) => name!);
    tables.set(created[1]!, new Set(columns));
  }
  const dropped = /^DROP TABLE (?:IF EXISTS )?"(\w+)"/.exec(statement);
  if (dropped) tables.delete(dropped[1]!);
  const changed = /^ALTER TABLE "(\w+)" (ADD|DROP)(?: COLUMN)? "(\w+)"/.exec(statement);
  if (changed?.[2] === "ADD") tables.get(changed[1]!)?.add(changed[3]!);
  if (changed?.[2] === "DROP") tables.get(changed[1]!)?.delete(changed[3]!);
  const renamed = /^ALTER TABLE "(\w+)" RENAME TO "(\w+)"/.exec(statement);
  const columns = renamed && tables.get(renamed[1]!);
  if (renamed && columns) {
    tables.delete(renamed[1]!);
    tables.set(renamed[2]!, columns);
  }
}

/** `words` of the search index lies in a table of its own on SQLite (FTS5) and in a column on PostgreSQL (tsvector). */
const onOneEngineOnly = new Set(["search_documents.words"]);

/** Where two runs of migrations end differently, one line per column. */
export function compareMigrations(first: readonly string[], second: readonly string[]): string[] {
  const [left, right] = [tablesOf(first), tablesOf(second)];
  const names = [...new Set([...left.keys(), ...right.keys()])].toSorted();
  return names.flatMap((table) => {
    const [here, there] = [left.get(table) ?? new Set<string>(), right.get(table) ?? new Set<string>()];
    const differing = [...here.symmetricDifference(there)].filter(
      (column) => !onOneEngineOnly.has(`${table}.${column}`),
    );
    return differing.map((column) => `${table}: ${column} only in the ${here.has(column) ? "first" : "second"}`);
  });
}

const folders = "app|components|db|docs|e2e|lib|scripts|server|public";
const pathInBackticks = new RegExp(`\`((?:${folders})/[\\w@.,()\\[\\]{}/*<>-]*)\``, "g");
const fileInBackticks = /`([\w-]+(?:\.[\w-]+)*\.(?:ts|tsx|mjs|sql))`/g;

/**
 * What a text names in backticks and does not exist: paths below our folders (`*` and `<…>` stand for anything,
 * `{a,b}` for each) and source files by their bare name, wherever they lie.
 */
export function missingPaths(text: string, files: ReadonlySet<string>): string[] {
  const known = [...files];
  const paths = [...text.matchAll(pathInBackticks)].map(([, named = ""]) => named);
  const names = [...text.matchAll(fileInBackticks)].map(([, named = ""]) => named);
  return [
    ...paths.filter((named) => !expand(named).every((one) => exists(one, known))),
    ...names.filter((named) => !known.some((file) => file === named || file.endsWith(`/${named}`))),
  ];
}

function expand(named: string): string[] {
  const braces = /^(.*)\{([^}]*)\}(.*)$/.exec(named);
  if (!braces) return [named];
  return braces[2]!.split(",").flatMap((part) => expand(`${braces[1]}${part}${braces[3]}`));
}

function exists(named: string, files: readonly string[]): boolean {
  const pattern = named
    .replace(/\/$/, "")
    .replace(/[.+^$()|[\]\\]/g, "\\$&")
    .replace(/\*+|<[^>]*>/g, "[^/]*");
  const test = new RegExp(`^${pattern}(\\.tsx?|/.*)?$`);
  return files.some((file) => test.test(file));
}
