import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as conventions from "./scripts/architecture/conventions";
import { exceptions, type Rule } from "./scripts/architecture/import-graph";
import * as rules from "./scripts/architecture/rules";
import { listFiles, readSources, sourceOf, withoutComments } from "./scripts/architecture/sources";
import { compareMigrations, missingPaths, tablesOf } from "./scripts/architecture/texts";

/**
 * Proves the plan of the house (docs/architecture.md) by reading the sources. Each rule is also shown a made-up file
 * that breaks it: a rule that cannot fail proves nothing.
 */
const root = process.cwd();
const sources = readSources(root);
const read = (file: string) => readFileSync(file, "utf8");

const server = 'import "server-only";\nimport { read } from "@/db/client";';
const pure = sourceOf("lib/posts/slug.ts", "export const slug = 1;");
const query = sourceOf("lib/posts/queries.ts", server);

/** A rule, and files that break it: path → text. */
const cases: [name: string, rule: Rule, violations: Record<string, string>][] = [
  [
    "1: pages take what they show from loaders, actions and pure calculations",
    rules.pagesOnlyLoadAndRender,
    {
      "app/a/page.tsx": 'import { findPost } from "@/lib/posts/queries";',
      "app/b/page.tsx": 'import { read } from "@/db/client";',
      "app/c/layout.tsx": 'const queries = await import("@/lib/posts/queries");',
      "app/api/d/route.ts": 'import { createPost } from "@/lib/posts/commands";',
      "app/api/e/route.ts": 'import { createPost } from "@/lib/comments/commands/threads";',
    },
  ],
  [
    "2: components get data as props, and ui knows only itself",
    rules.componentsGetDataAsProps,
    {
      "components/posts/a.tsx": 'import { findPost } from "@/lib/posts/queries";',
      "components/ui/b.tsx": 'import type { Post } from "@/lib/posts/types";',
      "components/ui/c.tsx": 'import { Row } from "../posts/feed-row";',
    },
  ],
  [
    "3: core files import other domains only downwards",
    rules.coreImportsDownwards,
    {
      "lib/journal/commands.ts": 'import { decideRead } from "@/lib/access/decide";',
      "lib/posts/commands.ts": 'import type { Plan } from "../billing/types";',
      "lib/platform/a.ts": 'import {\n  type Role,\n} from "@/lib/members/schema";',
      "lib/newborn/queries.ts": 'import { now } from "@/lib/platform/clock";',
    },
  ],
  [
    "3: there are no cycles",
    rules.noCycles,
    { "lib/posts/a.ts": 'import { a } from "./a";', "lib/posts/slug.ts": 'import { c } from "@/lib/posts/slug";' },
  ],
  [
    "4: nobody imports an edge but app, components and other edges",
    rules.nobodyImportsAnEdge,
    {
      "lib/comments/commands.ts": 'import { loadPost } from "@/lib/posts/loaders";',
      "lib/comments/loaders.ts": 'import { upvoteAction } from "@/lib/comments/actions";',
      "db/seed/a.ts": 'import { loadPost } from "@/lib/posts/loaders";',
    },
  ],
  [
    "5: tables stand behind queries and commands, and db stands on the platform",
    rules.tablesBehindQueriesAndCommands,
    {
      "lib/posts/policy.ts": 'import { posts } from "@/db/schema/posts";',
      "lib/posts/loaders.ts": 'import { posts } from "../../db/schema/posts";',
      "lib/comments/threads/rows.ts": 'import { posts } from "@/db/schema/posts";',
      "db/dialect/a.ts": 'import { Refusal } from "@/lib/platform/errors";',
    },
  ],
  [
    "5: only lib/access knows where paid text lies",
    rules.bodiesOnlyInAccess,
    {
      "lib/posts/queries.ts": 'import { bodies } from "@/db/schema/bodies";',
      "lib/search/commands.ts": 'import type { bodies } from "../../db/schema/bodies";',
      "app/a/route.ts": 'const { bodies } = await import("@/db/schema/bodies");',
    },
  ],
  [
    "6: nothing below reaches up",
    rules.nothingReachesUp,
    {
      "lib/posts/a.ts": 'import { Button } from "@/components/ui/button";',
      "lib/posts/b.ts": 'import { start } from "@/server/start";',
      "db/a.ts": 'import { seed } from "./seed";',
      "components/a.tsx": 'import { read } from "@/db/client";',
    },
  ],
  [
    "only queries look into the database",
    rules.onlyQueriesRead,
    { "lib/posts/loaders.ts": server, "app/a/page.tsx": server },
  ],
  [
    "transact is the only transaction",
    conventions.noDrizzleTransaction,
    {
      "lib/posts/commands.ts": "await db.transaction(async (tx) => {});",
      "lib/posts/b.ts": "db\n  .transaction (work)",
    },
  ],
  [
    "sql.raw and sql.identifier take literals only",
    conventions.rawSqlIsLiteral,
    {
      "lib/posts/queries.ts": "sql.raw(order)",
      "lib/posts/b.ts": `sql.identifier(\`\${name}\`)`,
      "lib/posts/c.ts": 'sql.raw("a" + b)',
    },
  ],
  [
    "hand-written SQL is literal, and rare",
    conventions.handWrittenSqlIsLiteral,
    {
      "lib/posts/queries.ts": 'rawQuery("select 1")',
      "lib/search/queries.ts": `rawQuery<Row>(\`select \${column}\`, [])`,
      "lib/search/commands.ts": "rawQuery(text, [])",
    },
  ],
  [
    "every action is made by a wrapper",
    conventions.actionsAreMadeByWrappers,
    {
      "lib/posts/actions.ts": '"use server";\nexport async function open(id: string) {}',
      "lib/comments/actions.ts": '"use server";\nexport const addAction = async () => {};',
      "lib/media/actions.ts":
        '"use server";\nimport { memberAction } from "./own";\nexport const xAction = memberAction({\n  name: "x",',
      "app/a/page.tsx": 'async function save() {\n  "use server";\n}',
      "lib/search/other.ts": '"use server";',
    },
  ],
  [
    "layouts do not decide",
    conventions.layoutsDoNotDecide,
    {
      "app/c/[community]/layout.tsx": 'import { currentViewer } from "@/lib/access/loaders";',
      "app/(account)/layout.tsx": "if (!person) redirect(path);",
      "app/c/layout.tsx": 'import { loadManage } from "@/lib/communities/loaders";',
    },
  ],
  [
    "files of a domain bear names of the vocabulary",
    conventions.vocabularyOnly,
    {
      "lib/posts/storage.ts": server,
      "lib/posts/deep/queries.ts": server,
      "lib/posts/queries/rows.ts": server,
      "lib/comments/queries/deep/rows.ts": server,
      "lib/comments/policy/rows.ts": server,
      "lib/posts/rows.ts": 'import { list } from "./queries";',
    },
  ],
  [
    "names say something, and there are no barrels",
    conventions.namesSaySomething,
    {
      "lib/posts/utils.ts": "",
      "lib/posts/post-helpers.ts": "",
      "components/posts/index.ts": "",
      "lib/posts/all.ts": 'export * from "./queries";\nexport { a } from "./commands";',
      "server/process.ts": "",
    },
  ],
];

describe("the tree keeps the rule", () => {
  for (const [name, rule, violations] of cases) {
    it(name, () => {
      expect(rule(sources)).toEqual([]);
    });
    it.each(Object.entries(violations))(`${name}: sees a violation in %s`, (path, text) => {
      expect(rule([query, pure, sourceOf(path, text)]).length).toBeGreaterThan(0);
    });
  }

  it("where queries have become a folder with one file per noun", () => {
    const tables = 'import { comments } from "@/db/schema/comments";';
    const loader = sourceOf("lib/comments/loaders/threads.ts", server);
    expect(conventions.vocabularyOnly([loader])).toEqual([]);
    const folder = ["queries/threads", "queries/thread-rows", "commands/threads"].map((name) =>
      sourceOf(`lib/comments/${name}.ts`, `${server}\n${tables}`),
    );
    for (const rule of [conventions.vocabularyOnly, rules.tablesBehindQueriesAndCommands, rules.onlyQueriesRead])
      expect(rule(folder)).toEqual([]);
  });

  it("with no exception that is no longer needed", () => {
    const edges = new Set(sources.flatMap(({ path, imports }) => imports.map(({ target }) => `${path} -> ${target}`)));
    expect(Object.keys(exceptions).filter((exception) => !edges.has(exception))).toEqual([]);
    const modules = new Set(sources.map(({ path }) => path.replace(/\.tsx?$/, "")));
    expect(Object.keys(conventions.namedFiles).filter((module) => !modules.has(module))).toEqual([]);
  });
});

describe("the scanner", () => {
  const targets = (text: string) =>
    sourceOf("lib/posts/a.ts", text).imports.map(({ target, isTypeOnly }) => [target, isTypeOnly]);

  it("sees every form of import, and which are only types", () => {
    expect(targets('import a from "./b";\nimport * as c from "../c/d";\nimport "server-only";')).toEqual([
      ["lib/posts/b", false],
      ["lib/c/d", false],
      ["server-only", false],
    ]);
    expect(
      targets('import type { A } from "@/x";\nimport { type B } from "@/y";\nimport { type C, d } from "@/z";'),
    ).toEqual([
      ["x", true],
      ["y", true],
      ["z", false],
    ]);
    expect(
      targets('export * from "./e.ts";\nexport {\n  f,\n} from "@/db/seed/index";\nconst g = await import("@/g");'),
    ).toEqual([
      ["lib/posts/e", false],
      ["db/seed", false],
      ["g", false],
    ]);
  });

  it("leaves comments out of the code and strings in it", () => {
    expect(withoutComments('/** a.transaction( */\n// b\nconst c = "http://d"; // e')).toMatch(
      /^ +\n +\nconst c = "http:\/\/d"; +$/,
    );
  });

  it("reads all of the tree", () => {
    expect(sources.length).toBeGreaterThan(250);
    const dynamic = sources.filter(
      ({ path, code }) => /^(lib|app|components|db)\//.test(path) && /\bimport\((?!\s*["'`/])/.test(code),
    );
    expect(dynamic.map(({ path }) => path)).toEqual([]);
  });
});

describe("both engines", () => {
  const migrations = (engine: string) =>
    readdirSync(`db/migrations/${engine}`)
      .filter((file) => file.endsWith(".sql"))
      .toSorted()
      .map((file) => [file, read(`db/migrations/${engine}/${file}`)] as const);
  const [sqlite, postgres] = [migrations("sqlite"), migrations("postgres")];

  it("are migrated step by step to the same tables and columns", () => {
    expect(sqlite.map(([file]) => file)).toEqual(postgres.map(([file]) => file));
    expect(
      compareMigrations(
        sqlite.map(([, text]) => text),
        postgres.map(([, text]) => text),
      ),
    ).toEqual([]);
    expect(tablesOf(sqlite.map(([, text]) => text)).size).toBeGreaterThan(30);
  });

  it("would be seen to differ", () => {
    const one = ['CREATE TABLE "a" (\n\t"id" text,\n\t"n" integer\n);'];
    expect(compareMigrations(one, ['CREATE TABLE "a" (\n\t"id" text\n);'])).toEqual(["a: n only in the first"]);
    expect(compareMigrations(one, [...one, 'ALTER TABLE "a" ADD COLUMN "x" text;'])).toEqual([
      "a: x only in the second",
    ]);
    expect(compareMigrations(one, [...one, 'DROP TABLE "a";'])).toEqual([
      "a: id only in the first",
      "a: n only in the first",
    ]);
  });
});

describe("what is written about the code", () => {
  const domains = readdirSync("lib").filter((name) => name !== "i18n");

  it.each(domains)("lib/%s has a CONTEXT.md of 15 to 40 lines", (domain) => {
    const file = `lib/${domain}/CONTEXT.md`;
    expect(existsSync(file), `${file} is missing`).toBe(true);
    const lines = read(file).trimEnd().split("\n").length;
    expect(lines).toBeGreaterThanOrEqual(15);
    expect(lines).toBeLessThanOrEqual(40);
  });

  it("every domain has its place in the order", () => {
    expect(readdirSync("lib").filter((name) => !(name in rules.layers))).toEqual([]);
  });

  const files = new Set(listFiles(root));
  const prose = [...files].filter(
    (file) => /^(docs\/.+|lib\/[^/]+\/CONTEXT|README)\.md$/.test(file) && !file.startsWith("docs/incidents/"),
  );

  it.each(prose)("%s names only paths that exist", (file) => {
    expect(missingPaths(read(file), files)).toEqual([]);
  });

  it("would be seen to name what is gone", () => {
    const known = new Set(["lib/posts/slug.ts", "lib/posts/queries.ts"]);
    expect(missingPaths("See `lib/posts/slug.ts` and `lib/posts/{slug,queries}.ts` in `lib/posts`.", known)).toEqual(
      [],
    );
    expect(missingPaths("See `lib/posts/gone.ts`, `lib/old/` and `gone.ts`, not `slug.ts`.", known)).toEqual([
      "lib/posts/gone.ts",
      "lib/old/",
      "gone.ts",
    ]);
  });
});

describe("sizes", () => {
  it("are looked at: files over 300 lines are named, not refused", () => {
    const long = sources
      .map(({ path, text }) => [path, text.split("\n").length] as const)
      .filter(([, lines]) => lines > 300);
    if (long.length > 0)
      console.warn(`Over 300 lines:\n${long.map(([path, lines]) => `  ${path} (${lines})`).join("\n")}`);
    expect(long.length).toBeLessThan(sources.length);
  });
});
