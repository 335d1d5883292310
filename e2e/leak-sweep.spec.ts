import { expect, test } from "@playwright/test";
import { actionIdsInBuild, actionIdsInScripts, callAction } from "./support/actions";
import { everyAddress } from "./support/leak-addresses";
import { membersOnly, open, rights, without } from "./support/leak-rights";
import { LeakSweep, withoutQuestion } from "./support/leak-sweep";
import { openSession } from "./support/people";
import { inParallel, type RawAnswer } from "./support/raw-request";
import { flight, otherShapes, plain } from "./support/request-shapes";

/**
 * Paid text must not reach who may not read it, in no shape that an answer can take. The canaries were planted through
 * the domain's own commands (support/plant.ts) into everything that is not for everybody; here every address is asked
 * for by everybody in many spellings. Void when it asked too little, or when somebody with the right saw nothing.
 */
const requestsMin = 5_000;
const base = "/c/slow-query";
let sweep: LeakSweep;

test.describe.configure({ mode: "serial", timeout: 240_000 });
test.beforeAll(async () => {
  sweep = await LeakSweep.start();
});
test.afterAll(() => sweep?.server.stop());

test("who may not read it never gets a piece of it, whatever the request looks like", async () => {
  const { telling, all } = everyAddress(sweep.planted);
  const work = without.flatMap((viewer) => [
    ...all.map((to) => ({ viewer, to, shape: plain })),
    ...telling.flatMap((to) => [flight, ...otherShapes].map((shape) => ({ viewer, to, shape }))),
  ]);
  const problems: string[] = [];
  await inParallel(work, 6, async ({ viewer, to, shape }) => {
    const answer = await sweep.ask(viewer, to, shape);
    problems.push(...sweep.leaks(viewer, to, shape, answer));
    if (answer.status >= 500) problems.push(`${viewer}: ${shape.name} ${to} answered ${answer.status}`);
  });
  expect(problems.slice(0, 25), `${problems.length} leaks or faults`).toEqual([]);
});

test("who has the right sees it, in an answer nobody else may keep", async () => {
  const { all, telling } = everyAddress(sweep.planted);
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
    const answer = await sweep.ask(viewer, to, shape);
    problems.push(...sweep.leaks(viewer, to, shape, answer));
    for (const key of sweep.keysIn(withoutQuestion(to, answer.body))) {
      if (open.has(key)) continue;
      sweep.seenByRight.add(`${viewer}: ${key}`);
      if (!isPrivate(answer)) problems.push(`${viewer}: ${to} may be kept (${answer.headers["cache-control"]})`);
    }
  });
  expect(problems.slice(0, 25), `${problems.length} leaks or faults`).toEqual([]);
  const missing = Object.entries(rights).flatMap(([viewer, { sees }]) =>
    sees
      .map((key) => `${viewer}: ${key}`)
      .filter((one) => !sweep.seenByRight.has(one) && !/(removed|archived|mail|draft|scheduled)$/.test(one)),
  );
  expect(missing, "canaries that a reader with the right never saw").toEqual([]);
  for (const one of ["owner: draft", "owner: scheduled", "author: draft", "owner: archived"])
    expect(sweep.seenByRight).toContain(one);
});

function isPrivate(answer: RawAnswer): boolean {
  const control = String(answer.headers["cache-control"] ?? "");
  return (
    /private|no-store/.test(control) && !/public|s-maxage/.test(control) && answer.headers["x-nextjs-cache"] !== "HIT"
  );
}

test("a picture of a paid body opens for its readers and for nobody else", async () => {
  for (const [viewer, { sees }] of Object.entries(rights)) {
    for (const [key, id] of Object.entries(sweep.planted.files)) {
      if (["open", "old-revision", "removed", "archived", "draft", "scheduled"].includes(key)) continue;
      const answer = await sweep.ask(viewer, `/api/files/${id}`, plain);
      expect(`${viewer} ${key} ${answer.status}`).toBe(`${viewer} ${key} ${sees.includes(key) ? 200 : 404}`);
      if (answer.status === 200) expect(String(answer.headers["cache-control"])).toMatch(/private/);
    }
  }
});

test("no copy passes from one reader to another, whoever came first", async () => {
  const { telling } = everyAddress(sweep.planted);
  const problems: string[] = [];
  for (const shape of [plain, flight]) {
    for (const to of telling) {
      for (const viewer of ["visitor", "payer", "visitor", "owner", "free member", "visitor"]) {
        problems.push(...sweep.leaks(viewer, to, shape, await sweep.ask(viewer, to, shape)));
      }
    }
  }
  expect(problems.slice(0, 25), `${problems.length} leaks or faults`).toEqual([]);
});

test("searching for words that stand in locked text finds what a made-up word finds: nothing", async () => {
  const count = (answer: RawAnswer) =>
    answer.body.match(/href="[^"]*\/posts\/[^"]*"/g)?.filter((link) => link.includes("story-of")).length ?? 0;
  for (const viewer of without) {
    for (const { key, marks } of sweep.planted.canaries) {
      if (rights[viewer]!.sees.includes(key) || open.has(key)) continue;
      const answer = await sweep.ask(viewer, `${base}/search?q=${marks[0]}`, plain);
      expect(`${viewer} ${key} ${count(answer)}`).toBe(`${viewer} ${key} 0`);
    }
  }
});

test("no action hands it out, whoever calls it with whichever ids", async () => {
  const ids = [...new Set([...actionIdsInScripts(), ...actionIdsInBuild()])];
  expect(ids.length, "actions of the build").toBeGreaterThan(30);
  const problems: string[] = [];
  const posts = Object.entries(sweep.planted.posts).filter(([key]) =>
    ["plan", "purchase", "members", "talk", "draft"].includes(key),
  );
  let answered = 0;
  const someComment = Object.values(sweep.planted.comments)[0]!;
  for (const viewer of ["visitor", "outsider", "member of the other community", "lapsed payer"]) {
    const { email, sees } = rights[viewer]!;
    // An action may make an outsider a member: what members see is then theirs by right.
    const allowed = new Set([...sees, ...(email ? membersOnly : []), ...open]);
    await inParallel(ids, 4, async (id) => {
      const cookie = email ? `guildhall.session=${openSession(sweep.server.data, email)}` : "";
      for (const [key, post] of posts) {
        const comment = sweep.planted.comments[`${key}-comment`] ?? someComment;
        const fields = fieldsFor(post.id, comment);
        const answer = await callAction(sweep.server.url, id, fields, { page: `${base}/posts/${post.slug}`, cookie });
        sweep.requests++;
        if (/"values":\{"community"/.test(answer.body)) answered++;
        const found = [...sweep.keysIn(answer.body)].filter((one) => !allowed.has(one));
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
    price: sweep.planted.prices[0]!,
    subscription: post,
    product: post,
  };
}

test("the sweep was not void", () => {
  expect(sweep.requests).toBeGreaterThan(requestsMin);
  expect(sweep.seenByRight.size).toBeGreaterThan(40);
  console.log(
    `  leak sweep: ${sweep.requests} requests, ${sweep.planted.canaries.length} canaries, ${sweep.seenByRight.size} sightings by right`,
  );
});
