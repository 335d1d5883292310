import { describe, expect, it } from "vitest";
import { actionNames } from "@/scripts/architecture/conventions";
import { listFiles, readSources } from "@/scripts/architecture/sources";
import { actionTable, cellOf, routeTable, type ViewerKind, viewerKinds } from "./permission-table";
import { hasRight, type Right, rights } from "./permissions";
import type { Viewer } from "./types";

const at = new Date("2026-11-22T12:00:00Z");
const person = { userId: "u", name: "Ada", handle: "ada", isOperator: false, emailVerified: true };
const anonymous: Viewer = { communityId: "here", at, person: null, membership: null, grants: [], pastDue: false };
const stranger: Viewer = { ...anonymous, person };
const as = (role: NonNullable<Viewer["membership"]>["role"], more: Partial<Viewer> = {}): Viewer => ({
  ...stranger,
  membership: { memberId: "m", role, joinedAt: at },
  ...more,
});
const grantUntil = (endsAt: Date) => [
  { benefitId: "plan", startsAt: new Date(0), endsAt, sourceKind: "subscription", sourceId: "s" },
];
const future = new Date(at.getTime() + 1);

const viewers: Record<ViewerKind, Viewer> = {
  anonymous,
  stranger,
  elsewhere: stranger,
  free: as("member"),
  paying: as("member", { grants: grantUntil(future) }),
  lapsed: as("member", { grants: grantUntil(at) }),
  pastDue: as("member", { grants: grantUntil(future), pastDue: true }),
  guest: as("guest"),
  creator: as("creator"),
  author: as("creator"),
  moderator: as("moderator"),
  admin: as("admin"),
  owner: as("owner"),
  operator: { ...stranger, person: { ...person, isOperator: true } },
};

const sources = readSources(process.cwd());
const rows = [...Object.entries(actionTable), ...Object.entries(routeTable)];

describe("every cell of the permission table", () => {
  it("is written out: one sign per viewer kind", () => {
    for (const [name, { cells }] of rows) expect(cells, name).toMatch(new RegExp(`^[+-]{${viewerKinds.length}}$`));
  });

  for (const [name, row] of rows) {
    it(`${name} (${row.right}) is what the rights say`, () => {
      const said = viewerKinds.map((kind) => [kind, cellOf(row, kind)]);
      const decided = viewerKinds.map((kind) => [kind, hasRight(viewers[kind], row.right)]);
      expect(said).toEqual(decided);
    });
  }

  it("would differ for any other right: no two rights decide alike", () => {
    const columns = (Object.keys(rights) as Right[]).map((right) =>
      viewerKinds.map((kind) => hasRight(viewers[kind], right)).join(),
    );
    expect(new Set(columns).size).toBe(columns.length);
  });
});

/** The right that each wrapper of lib/access/action.ts asks for. */
const wrapperRights: Record<string, Right> = {
  public: "anyone",
  visitor: "anyone",
  person: "person",
  personInCommunity: "person",
  operator: "operator",
  member: "member",
  creator: "creator",
  moderator: "moderator",
  manager: "manager",
  owner: "owner",
};

describe("the table and the code", () => {
  it("name the same actions, with the right their wrapper asks for", () => {
    const made = actionNames(sources).map(({ name, wrapper }) => [name, wrapperRights[wrapper]]);
    const listed = Object.entries(actionTable).map(([name, { right }]) => [name, right]);
    expect(made.toSorted()).toEqual(listed.toSorted());
    expect(new Set(made.map(([name]) => name)).size).toBe(made.length);
  });

  it("know every exported action by its name", () => {
    const exported = sources
      .filter(({ path }) => /^lib\/.+\/actions(\/[a-z-]+)?\.ts$/.test(path))
      .flatMap(({ code }) => code.match(/^export const \w+/gm) ?? []);
    expect(actionNames(sources)).toHaveLength(exported.length);
  });

  const routeFiles = listFiles(process.cwd(), "app").filter((file) => /\/(page|route)\.tsx?$/.test(file));
  const folderOf = (file: string) => file.replace(/^app\//, "").replace(/\/?(page|route)\.tsx?$/, "");

  it("name the same pages and handlers", () => {
    expect(routeFiles.map(folderOf).toSorted()).toEqual(Object.keys(routeTable).toSorted());
  });

  it("agree on who asks: every closed page calls the function that its row names, before it renders", () => {
    const silent = routeFiles.filter((file) => {
      const via = routeTable[folderOf(file)]?.via;
      const code = sources.find(({ path }) => path === file)?.code ?? "";
      return (
        via &&
        !new RegExp(
          `\\bawait ${via}\\(|\\bawait Promise\\.all\\(\\[\\s*${via}\\(|\\(await ${via}\\(|${via}\\(community, request`,
        ).test(code)
      );
    });
    expect(silent).toEqual([]);
    const open = Object.entries(routeTable).filter(([, { right, via }]) => (right === "anyone") !== (via === null));
    expect(open).toEqual([]);
  });
});
