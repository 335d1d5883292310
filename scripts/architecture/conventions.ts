import { isTest, moduleOf, pureModules, type Rule } from "./import-graph";
import type { Source } from "./sources";

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

/** What `npm start` counts is one of two tables named in the same file. */
const countsOwnTables = "scripts/start.mjs";

/** Hand-written SQL: only for search and infrastructure, only literal text; a number named in the file may stand in it. */
export const handWrittenSqlIsLiteral: Rule = (sources) =>
  sources
    .filter(({ path }) => !isTest(path) && path !== "db/client.ts" && path !== countsOwnTables)
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
      if (!/^lib\/.+\/actions(\/[a-z-]+)?\.ts$/.test(path))
        return [`${path} says "use server" outside of lib/<domain>/actions`];
      if (!/^["']use server["'];/.test(code)) return [`${path} says "use server" somewhere else than at its top`];
      const own = code.match(/^export .*/gm) ?? [];
      const found = own.filter((line) => !wrapperCall.test(line)).map((line) => `${path}: ${line}`);
      const borrowed = imports.some(
        ({ target, names }) => target !== "lib/access/action" && names.some((name) => /^\w+Action$/.test(name)),
      );
      return borrowed ? [...found, `${path} takes a wrapper from elsewhere than lib/access/action`] : found;
    });

interface NamedAction {
  name: string;
  /** The exported constant. */
  constant: string;
  wrapper: string;
  path: string;
}

/** Every action with the name under which it asks for its right: `name: "comments.add"` inside of a wrapper. */
export function actionNames(sources: readonly Source[]): NamedAction[] {
  const call = new RegExp(`^export const (\\w+) = (${wrappers.join("|")})Action\\(\\{\\s*name: "([^"]+)"`, "gm");
  return sources
    .filter(({ path }) => /^lib\/.+\/actions(\/[a-z-]+)?\.ts$/.test(path))
    .flatMap(({ path, code }) =>
      [...code.matchAll(call)].map(([, constant = "", wrapper = "", name = ""]) => ({ name, constant, wrapper, path })),
    );
}

/** A layout that decides still sends the page's text (Next 16): layouts look at no viewer. */
export const layoutsDoNotDecide: Rule = (sources) =>
  sources
    .filter(({ path }) => /^app\/.*(layout|template)\.tsx$/.test(path))
    .flatMap(({ path, imports, code }) => {
      const looks = imports.filter(({ target }) =>
        /^lib\/(access\/|identity\/(loaders|queries|session)|.+\/loaders(\/[a-z-]+)?$|.+\/policy$)/.test(target),
      );
      const acts = /\b(redirect|permanentRedirect|notFound|forbidden|unauthorized)\s*\(/.test(code)
        ? ["redirects or refuses"]
        : [];
      return [...looks.map(({ target }) => target), ...acts].map((what) => `${path}: ${what}`);
    });

const vocabulary = /^(types|schema|policy|queries|commands|loaders|actions|jobs|gateway)$/;
/** One of these files that outgrew itself: a folder of the same name instead, with one file per noun. */
const nounOfFolder = /^(queries|commands|loaders|actions|schema)\/[a-z]+(-[a-z]+)*$/;

/** Files of a domain that are none of the closed vocabulary and no pure noun: use cases and the machinery of a gateway. */
export const namedFiles: Readonly<Record<string, string>> = {
  "lib/access/action": "makes actions",
  "lib/access/bodies": "the one gate to paid text",
  "lib/access/scopes": "SQL predicates",
  "lib/access/viewer": "who is asking",
  "lib/analytics/close-days": "use case",
  "lib/analytics/compare-activity": "step of verify-projections",
  "lib/analytics/compare-packs": "step of verify-projections",
  "lib/analytics/compare-people": "step of verify-projections",
  "lib/analytics/project-now": "use case",
  "lib/analytics/verify-projections": "use case",
  "lib/billing/at-stripe": "how use cases change a running subscription",
  "lib/billing/change-subscription": "use case",
  "lib/billing/checkout-session": "step of start-checkout",
  "lib/billing/close-checkout": "step of start-checkout and refund-payment",
  "lib/billing/connect-account": "use case",
  "lib/billing/customer-facts": "steps of sync-customer",
  "lib/billing/deliver-directly": "use case",
  "lib/billing/ensure-customer": "use case",
  "lib/billing/pause-subscription": "use case",
  "lib/billing/perform-duties": "step of the sync job: calls Stripe is owed",
  "lib/billing/post-notices": "use case",
  "lib/billing/publish-coupon": "use case",
  "lib/billing/publish-product": "use case",
  "lib/billing/receive-webhook": "use case",
  "lib/billing/reconcile": "use case",
  "lib/billing/refund-payment": "use case",
  "lib/billing/schedule-change": "use case",
  "lib/billing/start-checkout": "use case",
  "lib/billing/sync-account": "use case",
  "lib/billing/sync-customer": "use case",
  "lib/billing/sync-payment": "use case",
  "lib/billing/sync-payouts": "use case",
  "lib/exchange/import-folder": "use case",
  "lib/exchange/import-zip": "use case",
  "lib/exchange/plan": "step of the import: what would happen, asked of the database",
  "lib/exchange/read-zip": "step of the import",
  "lib/exchange/scan-folder": "step of the import",
  "lib/feedback/ask-members": "use case",
  "lib/identity/adapter": "what next-auth asks its database",
  "lib/identity/browser-session": "use case",
  "lib/identity/check-password": "use case",
  "lib/identity/known-browser": "the second cookie",
  "lib/identity/oauth": "what next-auth is told",
  "lib/identity/request-account": "use case",
  "lib/media/file-store": "gateway to the data directory",
  "lib/media/prepare-file": "use case",
  "lib/members/found-community": "use case",
  "lib/outreach/candidates": "step of beginning an outreach: whom the list's filters name",
  "lib/outreach/post-letters": "use case",
  "lib/outreach/score-members": "use case",
  "lib/outreach/stop-letters": "use case",
  "lib/sightings/count-sightings": "use case",
  "lib/morning/find-morning": "use case",
  "lib/morning/send-letters": "use case",
};

/** Opening any domain one already knows where to look: the vocabulary, pure nouns, and the files named above. */
export const vocabularyOnly: Rule = (sources) => {
  const isPure = pureModules(sources);
  const modules = new Set(sources.map(({ path }) => moduleOf(path)));
  const found: string[] = [];
  for (const { path } of sources) {
    const match = /^lib\/([^/]+)\/(.+?)\.tsx?$/.exec(path);
    if (!match || isTest(path)) continue;
    const [, domain = "", name = ""] = match;
    // The platform and the words are not domains; the payment sandbox is a twin with a house of its own.
    if (domain === "platform" || domain === "i18n" || path.startsWith("lib/billing/sandbox/")) continue;
    const [folder = ""] = name.split("/");
    if (nounOfFolder.test(name)) {
      if (modules.has(`lib/${domain}/${folder}`)) found.push(`${path}: ${folder} is a file and a folder`);
    } else if (name.includes("/")) found.push(`${path}: a folder inside of a domain`);
    else if (!vocabulary.test(name) && !(moduleOf(path) in namedFiles) && !isPure(moduleOf(path))) found.push(path);
  }
  return found;
};

const vague = /(^|[-.])(utils?|helpers?|manager|process|data|info|misc|common)([-.]|$)/;
const mayBeIndex = new Set(["db/dialect/index.ts", "db/seed/index.ts", "scripts/bench/index.ts"]);
/** "Structured data" is what search engines call it (schema.org). */
const properNames = new Set(["components/communities/structured-data.tsx"]);
const isCatalogue = (path: string) => /^lib\/i18n\/messages\/[^/]+\/(index|common)\.ts$/.test(path);

/** No file whose name says nothing, and no barrel. */
export const namesSaySomething: Rule = (sources) =>
  sources
    .filter(({ path }) => !isCatalogue(path) && !properNames.has(path))
    .flatMap(({ path, code }) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const barrel =
        /^export (\*|\{[^}]*\}) from/m.test(code) &&
        !mayBeIndex.has(path) &&
        code.split("\n").every((line) => line.trim() === "" || /^(export|import|\s|\})/.test(line));
      const index = /^index\.tsx?$/.test(name) && !mayBeIndex.has(path);
      return vague.test(name) || barrel || index ? [path] : [];
    });
