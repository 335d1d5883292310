import {
  domainOf,
  edges,
  holdsSql,
  isAction,
  isEdge,
  isLoader,
  isTest,
  moduleOf,
  pureModules,
  type Rule,
} from "./import-graph";

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
  sightings: 9,
  segments: 10,
  feedback: 11,
  analytics: 11,
  outreach: 12,
  morning: 13,
  exchange: 13,
};

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
    const isLoaderOrAction = isLoader(to.target) || isAction(to.target);
    // What turns an action into an address of its own, and checks where a posted form came from.
    const isFormRoute = /\/route(\.ts)?$/.test(from) && to.target === "lib/access/action";
    if (to.isTypeOnly || isUseCase || isInfrastructure || isLoaderOrAction || isFormRoute) continue;
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
      if (!/^(components\/ui\/|lib\/platform\/page-text$)/.test(to.target)) found.push(label);
    } else if (!to.isTypeOnly && !/^(components|lib\/i18n|lib\/platform)\//.test(to.target)) {
      if (!isAction(to.target) && !isPure(to.target)) found.push(label);
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
    const isLoaderOfLoader = isEdge(moduleOf(from)) && isLoader(to.target);
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
    if (!holdsSql(from)) found.push(label);
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
  const infrastructure = /^lib\/access\/(bodies|scopes)\.ts$|^lib\/platform\/(jobs|installation)\.ts$/;
  const allowed = (path: string) => holdsSql(path) || infrastructure.test(path);
  return sources
    .filter(({ path }) => /^(lib|app|components)\//.test(path) && !isTest(path) && !allowed(path))
    .filter(({ imports }) => imports.some(({ target, names }) => target === "db/client" && names.includes("read")))
    .map(({ path }) => `${path} reads the database itself`);
};

/** No file of lib, db or components imports itself by a detour; types are gone when the program runs. */
export const noCycles: Rule = (sources) => {
  const next = new Map<string, string[]>();
  for (const { path, imports } of sources) {
    if (isTest(path) || !/^(lib|db|components|app)\//.test(path)) continue;
    const targets = imports.filter(({ isOurs, isTypeOnly }) => isOurs && !isTypeOnly).map(({ target }) => target);
    next.set(moduleOf(path), targets);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (module: string, trail: readonly string[]) => {
    if (trail.includes(module)) found.push([...trail.slice(trail.indexOf(module)), module].join(" -> "));
    else if (!done.has(module)) for (const target of next.get(module) ?? []) visit(target, [...trail, module]);
    done.add(module);
  };
  for (const module of next.keys()) visit(module, []);
  return found;
};
