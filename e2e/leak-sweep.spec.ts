import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { actionIdsInBuild, actionIdsInScripts, callAction } from "./support/actions";
import { canariesIn, type Planted, plantedFile } from "./support/canaries";
import { type OwnServer, startOwnServer } from "./support/own-server";
import { demo, openSession } from "./support/people";
import { inParallel, type RawAnswer, rawRequest } from "./support/raw-request";

/**
 * Paid text must not reach who may not read it, in no shape that an answer can take. The canaries were planted through
 * the domain's own commands (support/plant.ts) into everything that is not for everybody; here every address is asked
 * for by everybody in many spellings. Void when it asked too little, or when somebody with the right saw nothing.
 */
const requestsMin = 5_000;
const base = "/c/slow-query";
let server: OwnServer;
let planted: Planted;
let keyOfMark: Map<string, string>;
let requests = 0;
const seenByRight = new Set<string>();

test.describe.configure({ mode: "serial", timeout: 240_000 });
test.beforeAll(async () => {
  server = await startOwnServer("e2e/support/plant.ts");
  planted = JSON.parse(readFileSync(path.join(server.data, plantedFile), "utf8")) as Planted;
  keyOfMark = new Map(planted.canaries.flatMap(({ key, marks }) => marks.map((mark) => [mark, key] as const)));
});
test.afterAll(() => server?.stop());

/** What each of them may see. Whatever is not named here is a leak; `open…` canaries are for nobody any more. */
const membersOnly = ["members", "members-comment", "talk", "talk-comment", "question"];
const withPlan = [...membersOnly, "plan", "plan-comment", "plan-reply", "plan-and-single"];
const paid = [...withPlan, "purchase", "other-single"];
const drafts = ["draft", "scheduled", "archived"];
const rights: Record<string, { email: string | null; sees: string[] }> = {
  visitor: { email: null, sees: [] },
  outsider: { email: "outside@story.example", sees: [] },
  "member of the other community": { email: demo.chinesePayer, sees: [] },
  "free member": { email: demo.freeMember, sees: membersOnly },
  "lapsed payer": { email: "lapsed@story.example", sees: membersOnly },
  "buyer of another tutorial": { email: "otherbuyer@story.example", sees: [...membersOnly, "other-single"] },
  payer: { email: demo.payer, sees: withPlan },
  buyer: { email: "buyer@story.example", sees: [...membersOnly, "purchase", "plan-and-single"] },
  author: { email: demo.creator, sees: [...paid, ...drafts] },
  moderator: { email: demo.moderator, sees: [...paid, "removed"] },
  owner: { email: demo.owner, sees: [...paid, ...drafts, "removed", "mail"] },
};
const without = [
  "visitor",
  "outsider",
  "member of the other community",
  "free member",
  "lapsed payer",
  "buyer of another tutorial",
];
/** Public to everybody: the discussion in which comments were deleted and edited. */
const open = new Set(["open"]);

const cookies = new Map<string, string>();
function cookieOf(viewer: string): string {
  const { email } = rights[viewer]!;
  if (!email) return "";
  const known = cookies.get(viewer) ?? `guildhall.session=${openSession(server.data, email)}`;
  cookies.set(viewer, known);
  return known;
}

interface Shape {
  name: string;
  headers?: Record<string, string>;
  method?: string;
  spell?: (path: string) => string;
}

const routerTree = encodeURIComponent(
  JSON.stringify([
    "",
    {
      children: [
        "c",
        {
          children: [
            ["community", "slow-query", "d", null],
            { children: ["(commons)", { children: ["__PAGE__", {}] }] },
          ],
        },
      ],
    },
  ]),
);
const plain: Shape = { name: "HTML" };
const flight: Shape = { name: "RSC", headers: { rsc: "1" }, spell: (to) => withQuery(to, "_rsc=1a2b3") };
const otherShapes: Shape[] = [
  { name: "prefetch", headers: { rsc: "1", "next-router-prefetch": "1" } },
  { name: "full prefetch", headers: { rsc: "1", "next-router-prefetch": "2" } },
  { name: "purpose: prefetch", headers: { purpose: "prefetch", "sec-purpose": "prefetch" } },
  {
    name: "segment prefetch",
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  },
  {
    name: "segment prefetch of the page",
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/__PAGE__" },
  },
  { name: "layouts loaded", headers: { rsc: "1", "next-router-state-tree": routerTree } },
  { name: ".rsc", spell: (to) => withSuffix(to, ".rsc") },
  { name: ".segments", spell: (to) => withSuffix(to, ".segments/_tree.segment.rsc") },
  { name: "HEAD", method: "HEAD" },
  { name: "OPTIONS", method: "OPTIONS" },
  { name: "trailing slash", spell: (to) => withSuffix(to, "/") },
  { name: "upper case", spell: (to) => to.replace(/^[^?]+/, (one) => one.toUpperCase()) },
  { name: "percent-encoded", spell: (to) => to.replace("slow-query", "%73low%2Dquery") },
  { name: "encoded slash", spell: (to) => to.replace("/slow-query/", "/slow-query%2F") },
  { name: "dot segments", spell: (to) => to.replace("/c/", "/c/wheels/../") },
  { name: "encoded dot segments", spell: (to) => to.replace("/c/", "/c/wheels/%2e%2e/") },
  { name: "double slash", spell: (to) => to.replace("/slow-query/", "//slow-query//") },
  {
    name: "middleware header",
    headers: { "x-middleware-subrequest": "middleware:middleware:middleware", "x-matched-path": `${base}/studio` },
  },
  { name: "nxtP parameter", spell: (to) => withQuery(to, "nxtPcommunity=slow-query&nxtPslug=story-of-plan") },
  { name: "JSON", headers: { accept: "application/json" } },
  { name: "compressed", headers: { "accept-encoding": "identity;q=0.1", "x-forwarded-host": "evil.example" } },
];

const withQuery = (to: string, query: string) => `${to}${to.includes("?") ? "&" : "?"}${query}`;
const withSuffix = (to: string, suffix: string) => to.replace(/^[^?]+/, (one) => one.replace(/\/$/, "") + suffix);

function everyAddress(): { telling: string[]; all: string[] } {
  const posts = Object.entries(planted.posts);
  const comments = Object.entries(planted.comments);
  const marks = planted.canaries.map(({ marks }) => marks[0]);
  const telling = [
    base,
    `${base}/feed`,
    `${base}/feed?sort=active`,
    `${base}/tutorials`,
    `${base}/questions`,
    ...posts.map(([, { slug }]) => `${base}/posts/${slug}`),
    ...posts.slice(0, 4).map(([, { id }]) => `${base}/studio/${id}`),
    ...Object.values(planted.files)
      .slice(0, 3)
      .map((id) => `/api/files/${id}`),
    `${base}/feed.xml`,
    `${base}/search?q=${marks[1]}`,
    `${base}/members/ravi-menon`,
    `${base}/manage/members`,
  ];
  const all = [
    ...telling,
    ...["newest", "active", "hot"].flatMap((sort) =>
      ["discussion", "question", "tutorial", "article"].map((type) => `${base}/feed?sort=${sort}&type=${type}`),
    ),
    ...planted.topics.map((topic) => `${base}/feed?topic=${topic}`),
    ...posts.flatMap(([, { id, slug }]) => [`${base}/studio/${id}`, `${base}/posts/${id}`, `/c/wheels/posts/${slug}`]),
    ...comments.flatMap(([, id]) =>
      ["edit", "reply", "delete", "comments"].map((tool) => `${base}/posts/story-of-plan?${tool}=${id}`),
    ),
    ...Object.values(planted.files).flatMap((id) => [
      `/api/files/${id}`,
      `/_next/image?url=${encodeURIComponent(`/api/files/${id}`)}&w=640&q=75`,
    ]),
    ...marks.map((mark) => `${base}/search?q=${mark}`),
    `${base}/search?q=oak`,
    `${base}/search?q=${encodeURIComponent('"elm"')}`,
    `/c/wheels/search?q=${marks[1]}`,
    ...[
      "members",
      "members?q=casey",
      "join",
      "join?per=year",
      "join/return",
      "join/change",
      "leave",
      "new",
      "new?kind=question",
    ].map((to) => `${base}/${to}`),
    ...planted.prices.map((price) => `${base}/join?price=${price}`),
    ...[
      "studio",
      "studio/new",
      "studio/import",
      "manage",
      "manage/plans",
      "manage/settings",
      "manage/analytics",
      "manage/analytics?view=table",
    ].map((to) => `${base}/${to}`),
    ...["interactions", "composition", "cohorts", "revenue"].map(
      (chart) => `${base}/manage/analytics/export?chart=${chart}`,
    ),
    "/",
    "/explore",
    "/home",
    "/me",
    "/me/security",
    "/me/billing",
    "/sign-in",
    "/open",
    "/dev/mail",
    "/sandbox/clock",
    "/sitemap.xml",
    "/robots.txt",
    "/api/health",
    "/api/auth/session",
    "/api/auth/providers",
  ];
  return { telling, all: [...new Set(all)] };
}

async function ask(viewer: string, to: string, shape: Shape): Promise<RawAnswer> {
  requests++;
  const cookie = cookieOf(viewer);
  const headers = { "accept-language": "en", ...shape.headers, ...(cookie ? { cookie } : {}) };
  const answer = await rawRequest(server.url, shape.spell?.(to) ?? to, { method: shape.method, headers });
  const next = answer.status === 307 || answer.status === 308 ? sameOrigin(String(answer.headers.location)) : null;
  if (!next) return answer;
  // The router's own requests are sent on to an address with a digest of their headers; slashes and spelling likewise.
  requests++;
  return rawRequest(server.url, next, { method: shape.method, headers });
}

function sameOrigin(location: string): string | null {
  const target = new URL(location, server.url);
  return target.origin === server.url ? target.pathname + target.search : null;
}

/** What of this answer the viewer should not have, as sentences. An address may repeat the words it was asked for. */
function leaks(viewer: string, to: string, shape: Shape, answer: RawAnswer): string[] {
  const asked = canariesIn(decodeURIComponent(to), keyOfMark);
  const whole = `${answer.body} ${decodeHeader(JSON.stringify(answer.headers))}`;
  const found = canariesIn(asked.size > 0 ? withoutQuestion(to, whole) : whole, keyOfMark);
  const allowed = new Set([...rights[viewer]!.sees, ...open]);
  return [...found]
    .filter((key) => !allowed.has(key))
    .map((key) => `${viewer} got “${key}” from ${shape.name} ${to} (${answer.status})`);
}

/** File names and addresses in headers are percent-encoded. */
function decodeHeader(text: string): string {
  return text.replace(/%20/g, " ");
}

/** Takes out the mark that was searched for, wherever the page repeats it: the other mark would still give a leak away. */
function withoutQuestion(to: string, body: string): string {
  const question = new URL(to, "http://x").searchParams.get("q") ?? "";
  return question ? body.replaceAll(question, "") : body;
}

function isPrivate(answer: RawAnswer): boolean {
  const control = String(answer.headers["cache-control"] ?? "");
  return (
    /private|no-store/.test(control) && !/public|s-maxage/.test(control) && answer.headers["x-nextjs-cache"] !== "HIT"
  );
}

test("who may not read it never gets a piece of it, whatever the request looks like", async () => {
  const { telling, all } = everyAddress();
  const work = without.flatMap((viewer) => [
    ...all.map((to) => ({ viewer, to, shape: plain })),
    ...telling.flatMap((to) => [flight, ...otherShapes].map((shape) => ({ viewer, to, shape }))),
  ]);
  const problems: string[] = [];
  await inParallel(work, 6, async ({ viewer, to, shape }) => {
    const answer = await ask(viewer, to, shape);
    problems.push(...leaks(viewer, to, shape, answer));
    if (answer.status >= 500) problems.push(`${viewer}: ${shape.name} ${to} answered ${answer.status}`);
  });
  expect(problems.slice(0, 25), `${problems.length} leaks or faults`).toEqual([]);
});

test("who has the right sees it, in an answer nobody else may keep", async () => {
  const { all, telling } = everyAddress();
  const problems: string[] = [];
  const work = [
    "payer",
    "buyer",
    "author",
    "moderator",
    "owner",
    "free member",
    "lapsed payer",
    "buyer of another tutorial",
  ].flatMap((viewer) => [
    ...all.map((to) => ({ viewer, to, shape: plain })),
    ...telling.map((to) => ({ viewer, to, shape: flight })),
  ]);
  await inParallel(work, 6, async ({ viewer, to, shape }) => {
    const answer = await ask(viewer, to, shape);
    problems.push(...leaks(viewer, to, shape, answer));
    for (const key of canariesIn(withoutQuestion(to, answer.body), keyOfMark)) {
      if (open.has(key)) continue;
      seenByRight.add(`${viewer}: ${key}`);
      if (!isPrivate(answer)) problems.push(`${viewer}: ${to} may be kept (${answer.headers["cache-control"]})`);
    }
  });
  expect(problems.slice(0, 25), `${problems.length} leaks or faults`).toEqual([]);
  const missing = Object.entries(rights).flatMap(([viewer, { sees }]) =>
    sees
      .map((key) => `${viewer}: ${key}`)
      .filter((one) => !seenByRight.has(one) && !/(removed|archived|mail|draft|scheduled)$/.test(one)),
  );
  expect(missing, "canaries that a reader with the right never saw").toEqual([]);
  for (const one of ["owner: draft", "owner: scheduled", "author: draft", "owner: archived"])
    expect(seenByRight).toContain(one);
});

test("a picture of a paid body opens for its readers and for nobody else", async () => {
  for (const [viewer, { sees }] of Object.entries(rights)) {
    for (const [key, id] of Object.entries(planted.files)) {
      if (["open", "old-revision", "removed", "archived", "draft", "scheduled"].includes(key)) continue;
      const answer = await ask(viewer, `/api/files/${id}`, plain);
      expect(`${viewer} ${key} ${answer.status}`).toBe(`${viewer} ${key} ${sees.includes(key) ? 200 : 404}`);
      if (answer.status === 200) expect(String(answer.headers["cache-control"])).toMatch(/private/);
    }
  }
});

test("no copy passes from one reader to another, whoever came first", async () => {
  const { telling } = everyAddress();
  const problems: string[] = [];
  for (const shape of [plain, flight]) {
    for (const to of telling) {
      for (const viewer of ["visitor", "payer", "visitor", "owner", "free member", "visitor"]) {
        problems.push(...leaks(viewer, to, shape, await ask(viewer, to, shape)));
      }
    }
  }
  expect(problems.slice(0, 25), `${problems.length} leaks or faults`).toEqual([]);
});

test("searching for words that stand in locked text finds what a made-up word finds: nothing", async () => {
  const count = (answer: RawAnswer) =>
    answer.body.match(/href="[^"]*\/posts\/[^"]*"/g)?.filter((link) => link.includes("story-of")).length ?? 0;
  for (const viewer of without) {
    for (const { key, marks } of planted.canaries) {
      if (rights[viewer]!.sees.includes(key) || open.has(key)) continue;
      const answer = await ask(viewer, `${base}/search?q=${marks[0]}`, plain);
      expect(`${viewer} ${key} ${count(answer)}`).toBe(`${viewer} ${key} 0`);
    }
  }
});

test("no action hands it out, whoever calls it with whichever ids", async () => {
  const ids = [...new Set([...actionIdsInScripts(), ...actionIdsInBuild()])];
  expect(ids.length, "actions of the build").toBeGreaterThan(30);
  const problems: string[] = [];
  const posts = Object.entries(planted.posts).filter(([key]) =>
    ["plan", "purchase", "members", "talk", "draft"].includes(key),
  );
  let answered = 0;
  const someComment = Object.values(planted.comments)[0]!;
  for (const viewer of ["visitor", "outsider", "member of the other community", "lapsed payer"]) {
    const { email, sees } = rights[viewer]!;
    // An action may make an outsider a member: what members see is then theirs by right.
    const allowed = new Set([...sees, ...(email ? membersOnly : []), ...open]);
    await inParallel(ids, 4, async (id) => {
      const cookie = email ? `guildhall.session=${openSession(server.data, email)}` : "";
      for (const [key, post] of posts) {
        const comment = planted.comments[`${key}-comment`] ?? someComment;
        const fields = fieldsFor(post.id, comment);
        const answer = await callAction(server.url, id, fields, { page: `${base}/posts/${post.slug}`, cookie });
        requests++;
        if (/"values":\{"community"/.test(answer.body)) answered++;
        const found = [...canariesIn(answer.body, keyOfMark)].filter((one) => !allowed.has(one));
        for (const one of found) problems.push(`${viewer} got “${one}” from action ${id} with the ids of ${key}`);
        if (answer.status >= 500) problems.push(`${viewer}: action ${id} answered ${answer.status}`);
      }
    });
  }
  expect(problems.slice(0, 25), `${problems.length} leaks or faults`).toEqual([]);
  expect(answered, "calls that reached an action").toBeGreaterThan(ids.length * 4);
});

/** Everything an action could ask for, about one post and one comment, so that it gets past its schema. */
function fieldsFor(post: string, comment: string): Record<string, string> {
  return {
    community: "slow-query",
    post,
    comment,
    vote: `post:${post}:yes`,
    answer: `${comment}:yes`,
    replyTo: comment,
    text: "A few words",
    title: "A title of some length",
    kind: "discussion",
    audience: "members",
    intent: "preview",
    to: "published",
    pinned: "yes",
    revision: "1",
    member: comment,
    role: "member",
    price: planted.prices[0]!,
    subscription: post,
    product: post,
  };
}

test("the sweep was not void", () => {
  expect(requests).toBeGreaterThan(requestsMin);
  expect(seenByRight.size).toBeGreaterThan(40);
  console.log(
    `  leak sweep: ${requests} requests, ${planted.canaries.length} canaries, ${seenByRight.size} sightings by right`,
  );
});
