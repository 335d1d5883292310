import { actionIdsInBuild, callAction } from "./support/actions";
import { makeAccount, openSession } from "./support/people";
import { countRows, findOpenTalk } from "./support/posts";
import { inParallel, rawRequest } from "./support/raw-request";
import { data, expect, test, url } from "./support/story";

/** Forms as no browser of ours would send them. */
const slow = "/c/slow-query";
// Some two thousand requests: most of a minute on a quick machine, minutes on a busy one.
test.describe.configure({ timeout: 240_000 });

const fieldNames = [
  "community",
  "text",
  "title",
  "email",
  "name",
  "post",
  "comment",
  "vote",
  "price",
  "kind",
  "audience",
  "member",
  "role",
  "locale",
  "theme",
];
const junk = ["", " ", "\u0000", "x".repeat(30_000), "slow-query", "-1", "[]", '{"a":1}', "__proto__", "<b>", "١٢٣"];

test("malformed and oversized action posts get an answer below 500", async () => {
  const cookie = `guildhall.session=${openSession(data, makeAccount(data, { name: "Junk Sender", joins: "slow-query" }).email)}`;
  const broken: string[] = [];
  await inParallel(actionIdsInBuild(), 4, async (id) => {
    for (const value of junk) {
      const fields = Object.fromEntries(fieldNames.map((name) => [name, value]));
      for (const one of [fields, { ...fields, community: "slow-query" }]) {
        const answer = await callAction(url, id, one, { page: `${slow}/feed`, cookie });
        if (answer.status >= 500) broken.push(`${id} with ${JSON.stringify(value.slice(0, 12))}: ${answer.status}`);
        if (/SQLITE_|at async |node_modules/.test(answer.body)) broken.push(`${id} tells about its inside`);
      }
    }
  });
  expect(broken).toEqual([]);
  const [id] = actionIdsInBuild();
  const large = await rawRequest(url, `${slow}/feed`, {
    method: "POST",
    headers: { "next-action": id!, "content-type": "text/plain;charset=UTF-8", origin: url },
    body: Buffer.alloc(2_000_000, 97),
  });
  expect(large.status).toBe(413);
  expect((await rawRequest(url, "/api/health")).status).toBe(200);
});

test("a form from another site changes nothing", async () => {
  const post = findOpenTalk();
  const words = `Sent from elsewhere ${Date.now()}`;
  const fields = { community: "slow-query", post: post.id, text: words, vote: `post:${post.id}:yes` };
  const arrived = () => countRows("select count(*) as n from comment_bodies where markdown = ?", words);
  // A member for each call: some actions end the session or the membership.
  const call = (id: string, origin: string) => {
    const { email } = makeAccount(data, { name: "Carl Crossed", joins: "slow-query" });
    const cookie = `guildhall.session=${openSession(data, email)}`;
    return callAction(url, id, fields, { page: post.path, cookie, origin });
  };
  for (const origin of ["https://evil.example", "null", `${url}.evil.example`, "http://localhost:1"]) {
    for (const id of actionIdsInBuild())
      expect((await call(id, origin)).status, `${origin} ${id}`).toBeGreaterThanOrEqual(400);
  }
  expect(arrived()).toBe(0);
  // The same calls from our own pages do work: the refusal above was about the origin.
  for (const id of actionIdsInBuild()) await call(id, url);
  expect(arrived()).toBe(1);
});
