import type { Import, Source } from "./sources";

/** A rule looks at all sources and says, one sentence each, where they break it. */
export type Rule = (sources: readonly Source[]) => string[];

/** Who may stand above whom: a core file imports other domains' core only from a smaller number. */
export const layers: Readonly<Record<string, number>> = {
  i18n: 0,
  platform: 1,
  journal: 2,
  identity: 3,
  communities: 4,
  members: 5,
  access: 6,
  billing: 7,
  posts: 7,
  media: 7,
  comments: 8,
  reactions: 9,
  search: 9,
  analytics: 9,
  exchange: 10,
};

/** Departures from the six sentences, each with its reason. One that is no longer needed fails the test. */
export const exceptions: Readonly<Record<string, string>> = {
  "lib/access/types.ts -> lib/posts/schema": "types only: what the rules ask of a post is said in the post's own words",
  "lib/platform/job-registry.ts -> lib/identity/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/billing/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/search/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/analytics/jobs": "the registry is where jobs and queue meet",
  "lib/platform/jobs.ts -> db/schema/platform": "the queue is infrastructure over its own table",
  "lib/platform/installation.ts -> db/schema/platform": "facts about the installation are infrastructure",
  "lib/platform/rate-limit.ts -> db/schema/identity": "counters are infrastructure over their own table",
  "lib/access/bodies.ts -> db/schema/bodies": "the one gate to paid text",
  "lib/access/bodies.ts -> db/schema/posts": "the one gate to paid text",
  "lib/access/scopes.ts -> db/schema/billing": "predicates over rows, beside the rule they repeat",
  "lib/access/scopes.ts -> db/schema/posts": "predicates over rows, beside the rule they repeat",
  "lib/access/action.ts -> lib/identity/loaders": "the wrapper that makes actions is part of the edge",
  "lib/access/action.ts -> lib/access/loaders": "the wrapper that makes actions is part of the edge",
  "lib/identity/browser-session.ts -> lib/identity/loaders": "sets the cookie of the request at hand, for actions only",
  "lib/identity/oauth.ts -> lib/identity/loaders": "answers the sign-in handler, which is a request like an action",
  "components/shell/community-frame.tsx -> lib/communities/loaders": "the frame around every page loads what it shows",
  "components/ui/action-button.tsx -> lib/platform/form-state": "the shape of every form's answer",
  "app/api/health/route.ts -> db/client": "the health route asks whether the database itself answers",
  "app/api/health/route.ts -> db/dialect": "the health route says which engine it is",
};

const edgeFile = /^lib\/.+\/(loaders|actions|jobs)$/;
/** The queue itself is infrastructure, although its file is called like a domain's handlers. */
const isEdge = (module: string) => edgeFile.test(module) && module !== "lib/platform/jobs";
const moduleOf = (path: string) => path.replace(/\.(ts|tsx|mts|mjs)$/, "").replace(/\/index$/, "");
const domainOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1];
const isTest = (path: string) =>
  /\.test\.tsx?$/.test(path) || path.startsWith("e2e/") || path.startsWith("scripts/architecture/");

/** The edges of the import graph between our own files, tests and excepted ones left out. */
function* edges(sources: readonly Source[]): Generator<{ from: string; to: Import; label: string }> {
  for (const { path, imports } of sources) {
    if (isTest(path)) continue;
    for (const to of imports) {
      const label = `${path} -> ${to.target}`;
      if (to.isOurs && !(label in exceptions)) yield { from: path, to, label };
    }
  }
}

/**
 * The modules that reach neither the database nor a server-only module: pure calculations, schemas, words. Imports of
 * types do not count, they are gone when the program runs.
 */
function pureModules(sources: readonly Source[]): (module: string) => boolean {
  const byModule = new Map(sources.map((source) => [moduleOf(source.path), source]));
  const known = new Map<string, boolean>();
  const isPure = (module: string): boolean => {
    const before = known.get(module);
    if (before !== undefined) return before;
    known.set(module, true);
    const source = byModule.get(module);
    const verdict =
      source !== undefined &&
      source.imports.every(
        (to) =>
          to.isTypeOnly ||
          (to.isOurs ? !to.target.startsWith("db/") && isPure(to.target) : to.target !== "server-only"),
      );
    known.set(module, verdict);
    return verdict;
  };
  return isPure;
}

/** Sentence 1: pages load and render; they take what they show from loaders, actions and pure calculations. */
export const pagesOnlyLoadAndRender: Rule = (sources) => {
  const isPure = pureModules(sources);
  const found: string[] = [];
  for (const { from, to, label } of edges(sources)) {
    if (!from.startsWith("app/") || /^(app|components)\//.test(to.target) || to.target === "package.json") continue;
    const isUseCase =
      from.startsWith("app/api/") &&
      /^lib\/[^/]+\/[a-z-]+$/.test(to.target) &&
      !/\/(queries|commands|jobs)$/.test(to.target);
    const isInfrastructure = /^lib\/(platform|i18n)\//.test(to.target);
    const isLoaderOrAction = /^lib\/.+\/(loaders|actions)$/.test(to.target);
    if (to.isTypeOnly || isUseCase || isInfrastructure || isLoaderOrAction) continue;
    if (!to.target.startsWith("lib/") || !isPure(to.target)) found.push(label);
  }
  return found;
};

/** Sentence 2: components get data as props; of lib they know actions, types and pure calculations. */
export const componentsGetDataAsProps: Rule = (sources) => {
  const isPure = pureModules(sources);
  const found: string[] = [];
  for (const { from, to, label } of edges(sources)) {
    if (!from.startsWith("components/")) continue;
    if (from.startsWith("components/ui/")) {
      if (!to.target.startsWith("components/ui/")) found.push(label);
    } else if (!to.isTypeOnly && !/^(components|lib\/i18n|lib\/platform)\//.test(to.target)) {
      if (!/^lib\/.+\/actions$/.test(to.target) && !isPure(to.target)) found.push(label);
    }
  }
  return found;
};

/** Sentence 3: core files import other domains only downwards. An unknown domain is a violation: it needs a place. */
export const coreImportsDownwards: Rule = (sources) => {
  const found: string[] = [];
  for (const { from, to, label } of edges(sources)) {
    const [mine, theirs] = [domainOf(from), domainOf(`${to.target}/`)];
    if (!mine || !theirs || mine === theirs || isEdge(moduleOf(from))) continue;
    const [own, other] = [layers[mine], layers[theirs]];
    if (own === undefined || other === undefined || other >= own) found.push(label);
  }
  return found;
};

/** Sentence 4: edges are for app and components, and for each other; no core file, script or seed imports one. */
export const nobodyImportsAnEdge: Rule = (sources) => {
  const found: string[] = [];
  for (const { from, to, label } of edges(sources)) {
    if (!isEdge(to.target) || /^(app|components|scripts)\//.test(from)) continue;
    const isLoaderOfLoader = isEdge(moduleOf(from)) && to.target.endsWith("/loaders");
    if (!isLoaderOfLoader) found.push(label);
  }
  return found;
};

const belowTheDatabase = /^lib\/platform\/(env|ids|clock|log|shared-state)$/;

/** Sentence 5: db stands on five small platform files; only queries and commands know the tables. */
export const tablesBehindQueriesAndCommands: Rule = (sources) => {
  const found: string[] = [];
  for (const { from, to, label } of edges(sources)) {
    const isSeed = from.startsWith("db/seed/");
    if (from.startsWith("db/") && !isSeed && !to.target.startsWith("db/") && !belowTheDatabase.test(to.target))
      found.push(label);
    if (!to.target.startsWith("db/schema/") || from.startsWith("db/") || to.isTypeOnly) continue;
    if (!/^lib\/.+\/(queries|commands)\.ts$/.test(from)) found.push(label);
  }
  return found;
};

/** Paid text has one door. Types count too: nobody else needs to know the shape. */
export const bodiesOnlyInAccess: Rule = (sources) =>
  sources
    .filter(({ path }) => !path.startsWith("lib/access/") && !path.startsWith("db/") && !isTest(path))
    .filter(({ imports }) => imports.some(({ target }) => target === "db/schema/bodies"))
    .map(({ path }) => `${path} -> db/schema/bodies`);

/** Sentence 6 and the tree: lib and db never reach up into app, components, server or scripts. */
export const nothingReachesUp: Rule = (sources) => {
  const found: string[] = [];
  for (const { from, to, label } of edges(sources)) {
    if (/^(lib|db)\//.test(from) && /^(app|components|server|scripts|e2e)\//.test(to.target)) found.push(label);
    if (/^components\//.test(from) && /^(app|server|scripts|e2e|db)\//.test(to.target)) found.push(label);
    if (/^db\/(?!seed)/.test(from) && to.target.startsWith("db/seed")) found.push(label);
  }
  return found;
};

/** `read` is for queries; whoever else wants to look asks a query. */
export const onlyQueriesRead: Rule = (sources) => {
  const allowed =
    /^lib\/.+\/(queries|commands)\.ts$|^lib\/access\/(bodies|scopes)\.ts$|^lib\/platform\/(jobs|installation)\.ts$/;
  return sources
    .filter(({ path }) => /^(lib|app|components)\//.test(path) && !isTest(path) && !allowed.test(path))
    .filter(({ imports }) => imports.some(({ target, names }) => target === "db/client" && names.includes("read")))
    .map(({ path }) => `${path} reads the database itself`);
};

/** Drizzle's own transaction is not atomic on better-sqlite3 (rows stay although it throws): `transact` is the only one. */
export const noDrizzleTransaction: Rule = (sources) =>
  sources
    .filter(({ path, code }) => !isTest(path) && path !== "db/client.ts" && /\.transaction\s*\(/.test(code))
    .map(({ path }) => `${path} calls .transaction(`);

/** `sql.raw` and `sql.identifier` take literals only, so that nothing typed can become SQL. */
export const rawSqlIsLiteral: Rule = (sources) =>
  sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, code }) =>
      [...code.matchAll(/\bsql\s*\.\s*(?:raw|identifier)\s*\(\s*([\s\S]{0,40})/g)]
        .filter(([, argument = ""]) => !/^("[^"]*"|'[^']*'|`[^`$]*`)\s*,?\s*\)/.test(argument))
        .map(([call]) => `${path}: ${call}`),
    );

const mayWriteSql = /^(lib\/search\/(queries|commands)\.ts|db\/.+|server\/.+|scripts\/.+|app\/api\/health\/route\.ts)$/;

/** Hand-written SQL: only for search and infrastructure, only literal text; a number named in the file may stand in it. */
export const handWrittenSqlIsLiteral: Rule = (sources) =>
  sources
    .filter(({ path }) => !isTest(path) && path !== "db/client.ts")
    .flatMap(({ path, code }) => {
      const calls = [...code.matchAll(/\brawQuery\s*(?:<[^(]*>)?\(\s*([\s\S]*)/g)];
      if (calls.length > 0 && !mayWriteSql.test(path)) return [`${path} writes SQL by hand`];
      return calls.filter(([, rest = ""]) => !isLiteral(rest, code)).map(([call]) => `${path}: ${call.slice(0, 60)}`);
    });

function isLiteral(argument: string, code: string): boolean {
  if (/^"[^"]*"\s*[,)]|^'[^']*'\s*[,)]/.test(argument)) return true;
  const template = /^`([^`]*)`\s*[,)]/.exec(argument)?.[1];
  if (template === undefined) return false;
  return [...template.matchAll(/\$\{([^}]*)\}/g)].every(([, name = ""]) =>
    new RegExp(`^const ${name.trim().replace(/\W/g, "\\$&")} = [0-9_]+;`, "m").test(code),
  );
}

const wrappers = [
  "public",
  "person",
  "operator",
  "visitor",
  "personInCommunity",
  "member",
  "creator",
  "moderator",
  "manager",
  "owner",
];
const wrapperCall = new RegExp(`^export const (\\w+Action) = (?:${wrappers.join("|")})Action\\(\\{`);

/** A server action is a public endpoint: every one is made by a wrapper, which asks who is calling before anything else. */
export const actionsAreMadeByWrappers: Rule = (sources) =>
  sources
    .filter(({ code }) => /["']use server["']/.test(code))
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, code, imports }) => {
      if (!/^lib\/.+\/actions\.ts$/.test(path)) return [`${path} says "use server" outside of lib/<domain>/actions.ts`];
      if (!/^["']use server["'];/.test(code)) return [`${path} says "use server" somewhere else than at its top`];
      const own = code.match(/^export .*/gm) ?? [];
      const found = own.filter((line) => !wrapperCall.test(line)).map((line) => `${path}: ${line}`);
      const borrowed = imports.some(
        ({ target, names }) => target !== "lib/access/action" && names.some((name) => /^\w+Action$/.test(name)),
      );
      return borrowed ? [...found, `${path} takes a wrapper from elsewhere than lib/access/action`] : found;
    });

/** The names under which actions ask for their right: `name: "comments.add"` inside of a wrapper. */
export function actionNames(sources: readonly Source[]): { name: string; wrapper: string; path: string }[] {
  const call = new RegExp(`^export const \\w+ = (${wrappers.join("|")})Action\\(\\{\\s*name: "([^"]+)"`, "gm");
  return sources
    .filter(({ path }) => /^lib\/.+\/actions\.ts$/.test(path))
    .flatMap(({ path, code }) =>
      [...code.matchAll(call)].map(([, wrapper = "", name = ""]) => ({ name, wrapper, path })),
    );
}

/** A layout that decides still sends the page's text (Next 16): layouts look at no viewer. */
export const layoutsDoNotDecide: Rule = (sources) =>
  sources
    .filter(({ path }) => /^app\/.*(layout|template)\.tsx$/.test(path))
    .flatMap(({ path, imports, code }) => {
      const looks = imports.filter(({ target }) =>
        /^lib\/(access\/|identity\/(loaders|queries|session)|.+\/loaders$|.+\/policy$)/.test(target),
      );
      const acts = /\b(redirect|permanentRedirect|notFound|forbidden|unauthorized)\s*\(/.test(code)
        ? ["redirects or refuses"]
        : [];
      return [...looks.map(({ target }) => target), ...acts].map((what) => `${path}: ${what}`);
    });

const vocabulary = /^(types|schema|policy|queries|commands|loaders|actions|jobs|gateway)$/;

/** Files of a domain that are none of the closed vocabulary and no pure noun: use cases and the machinery of a gateway. */
export const namedFiles: Readonly<Record<string, string>> = {
  "lib/access/action": "makes actions",
  "lib/access/bodies": "the one gate to paid text",
  "lib/access/scopes": "SQL predicates",
  "lib/access/viewer": "who is asking",
  "lib/analytics/project-now": "use case",
  "lib/analytics/verify-projections": "use case",
  "lib/billing/change-subscription": "use case",
  "lib/billing/customer-facts": "steps of sync-customer",
  "lib/billing/deliver-directly": "use case",
  "lib/billing/ensure-customer": "use case",
  "lib/billing/publish-product": "use case",
  "lib/billing/receive-webhook": "use case",
  "lib/billing/reconcile": "use case",
  "lib/billing/start-checkout": "use case",
  "lib/billing/sync-customer": "use case",
  "lib/exchange/import-folder": "use case",
  "lib/exchange/read-zip": "step of the import",
  "lib/exchange/scan-folder": "step of the import",
  "lib/identity/adapter": "what next-auth asks its database",
  "lib/identity/browser-session": "use case",
  "lib/identity/check-password": "use case",
  "lib/identity/known-browser": "the second cookie",
  "lib/identity/oauth": "what next-auth is told",
  "lib/identity/request-account": "use case",
  "lib/media/file-store": "gateway to the data directory",
  "lib/media/prepare-file": "use case",
  "lib/members/found-community": "use case",
};

/** Opening any domain one already knows where to look: the vocabulary, pure nouns, and the files named above. */
export const vocabularyOnly: Rule = (sources) => {
  const isPure = pureModules(sources);
  const found: string[] = [];
  for (const { path } of sources) {
    const match = /^lib\/([^/]+)\/(.+?)\.tsx?$/.exec(path);
    if (!match || isTest(path)) continue;
    const [, domain = "", name = ""] = match;
    // The platform and the words are not domains; the payment sandbox is a twin with a house of its own.
    if (domain === "platform" || domain === "i18n" || path.startsWith("lib/billing/sandbox/")) continue;
    if (name.includes("/")) found.push(`${path}: a folder inside of a domain`);
    else if (!vocabulary.test(name) && !(moduleOf(path) in namedFiles) && !isPure(moduleOf(path))) found.push(path);
  }
  return found;
};

const vague = /(^|[-.])(utils?|helpers?|manager|process|data|info|misc|common)([-.]|$)/;
const mayBeIndex = new Set(["db/dialect/index.ts", "db/seed/index.ts", "scripts/bench/index.ts"]);
const isCatalogue = (path: string) => /^lib\/i18n\/messages\/[^/]+\/(index|common)\.ts$/.test(path);

/** No file whose name says nothing, and no barrel. */
export const namesSaySomething: Rule = (sources) =>
  sources
    .filter(({ path }) => !isCatalogue(path))
    .flatMap(({ path, code }) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const barrel =
        /^export (\*|\{[^}]*\}) from/m.test(code) &&
        !mayBeIndex.has(path) &&
        code.split("\n").every((line) => line.trim() === "" || /^(export|import|\s|\})/.test(line));
      const index = /^index\.tsx?$/.test(name) && !mayBeIndex.has(path);
      return vague.test(name) || barrel || index ? [path] : [];
    });
