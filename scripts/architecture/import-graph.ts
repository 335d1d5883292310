import type { Import, Source } from "./sources";

/** A rule looks at all sources and says, one sentence each, where they break it. */
export type Rule = (sources: readonly Source[]) => string[];

/** Departures from the six sentences, each with its reason. One that is no longer needed fails the test. */
export const exceptions: Readonly<Record<string, string>> = {
  "lib/access/types.ts -> lib/posts/schema": "types only: what the rules ask of a post is said in the post's own words",
  "lib/platform/job-registry.ts -> lib/identity/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/billing/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/posts/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/comments/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/search/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/analytics/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/outreach/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/feedback/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/sightings/jobs": "the registry is where jobs and queue meet",
  "lib/platform/job-registry.ts -> lib/morning/jobs": "the registry is where jobs and queue meet",
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
  "scripts/bench/fill-people.ts -> db/schema/billing": "fills a throwaway database in bulk, to measure it",
  "scripts/bench/fill-people.ts -> db/schema/communities": "fills a throwaway database in bulk, to measure it",
  "scripts/bench/fill-people.ts -> db/schema/identity": "fills a throwaway database in bulk, to measure it",
  "scripts/bench/fill-posts.ts -> db/schema/posts": "fills a throwaway database in bulk, to measure it",
  "app/api/health/route.ts -> db/client": "the health route asks whether the database itself answers",
  "app/api/health/route.ts -> db/dialect": "the health route says which engine it is",
};

const edgeFile = /^lib\/.+\/((loaders|actions)(\/[a-z-]+)?|jobs)$/;
/** `loaders.ts`, or a file of the folder that took its place. */
export const isLoader = (module: string) => /^lib\/.+\/loaders(\/[a-z-]+)?$/.test(module);
/** `actions.ts`, or a file of the folder that took its place. */
export const isAction = (module: string) => /^lib\/.+\/actions(\/[a-z-]+)?$/.test(module);
/** The queue itself is infrastructure, although its file is called like a domain's handlers. */
export const isEdge = (module: string) => edgeFile.test(module) && module !== "lib/platform/jobs";
/** Where SQL may stand: `queries.ts` and `commands.ts`, or a folder of that name with one file per noun. */
export const holdsSql = (path: string) => /^lib\/.+\/(queries|commands)(\/[a-z-]+)?\.ts$/.test(path);
export const moduleOf = (path: string) => path.replace(/\.(ts|tsx|mts|mjs)$/, "").replace(/\/index$/, "");
export const domainOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1];
export const isTest = (path: string) =>
  /\.test\.tsx?$/.test(path) || path.startsWith("e2e/") || path.startsWith("scripts/architecture/");

/** The edges of the import graph between our own files, tests and excepted ones left out. */
export function* edges(sources: readonly Source[]): Generator<{ from: string; to: Import; label: string }> {
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
export function pureModules(sources: readonly Source[]): (module: string) => boolean {
  const byModule = new Map(sources.map((source) => [moduleOf(source.path), source]));
  const known = new Map<string, boolean>();
  const isPure = (module: string): boolean => {
    const before = known.get(module);
    if (before !== undefined) return before;
    known.set(module, true);
    const source = byModule.get(module);
    const verdict = source?.imports.every(
      (to) =>
        to.isTypeOnly || (to.isOurs ? !to.target.startsWith("db/") && isPure(to.target) : to.target !== "server-only"),
    );
    known.set(module, verdict === true);
    return verdict === true;
  };
  return isPure;
}
