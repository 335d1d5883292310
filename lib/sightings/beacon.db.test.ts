import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/c/[community]/seen/route";
import { read, transact } from "@/db/client";
import { arrivals, postViewDays, presenceDays, searchDays, visitDays, visitMarks } from "@/db/schema/sightings";
import { makePerson } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, writePost } from "@/e2e/support/talk-world";
import { createSession } from "@/lib/identity/commands";
import { sessionCookieName } from "@/lib/identity/session-cookie";
import { loadSearch } from "@/lib/search/loaders";
import { flushSightings } from "./count-sightings";

/** The browser's side of a page request, which the search page asks. */
const browser = vi.hoisted(() => ({ headers: {} as Record<string, string> }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => undefined, getAll: () => [], has: () => false }),
  headers: async () => new Headers(browser.headers),
}));

const firefox = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
let community: Awaited<ReturnType<typeof makeCommunity>>;
let address = 0;
/** What a browser says when the search box of a page is used. */
const searching = {
  "user-agent": firefox,
  "sec-fetch-site": "same-origin",
  "x-guildhall-address": "198.51.100.7",
};

const send = async (body: unknown, headers: Record<string, string> = {}, slug = "guild") => {
  const request = new Request(`http://localhost:3000/c/${slug}/seen`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: {
      host: "localhost:3000",
      "sec-fetch-site": "same-origin",
      "user-agent": firefox,
      "x-guildhall-address": `203.0.113.${address}`,
      ...headers,
    },
  });
  const response = await POST(request, { params: Promise.resolve({ community: slug }) });
  expect([response.status, await response.text()]).toEqual([204, ""]);
  return response.headers.get("set-cookie");
};
const rows = async () => {
  await flushSightings();
  const tables = [visitDays, visitMarks, postViewDays, presenceDays, arrivals];
  return (await Promise.all(tables.map((table) => read().select().from(table)))).flat();
};

beforeEach(async () => {
  await flushSightings();
  await freshDatabase();
  address += 1;
  browser.headers = { ...searching };
  community = await makeCommunity("guild");
});

describe("a beacon", () => {
  it("is counted, and its answer remembers how somebody came without saying who they are", async () => {
    const post = await writePost(community, community.ownerId, "Text");
    const line = await send({ post: post.id, referrer: "www.v2ex.com" });
    expect(line).toMatch(
      /^guildhall-touch=1\*social\*v2ex\*.*; Path=\/c\/guild; Max-Age=7776000; HttpOnly; SameSite=Lax$/,
    );
    await flushSightings();
    expect(await read().select().from(visitDays)).toMatchObject([{ channel: "social", source: "v2ex", visitors: 1 }]);
    expect(await read().select().from(postViewDays)).toMatchObject([{ postId: post.id, views: 1 }]);
  });

  it("carries the touches of before into the account that signs in later", async () => {
    const cookie = (await send({ utm_source: "weekly", utm_campaign: "june" }))!.split(";")[0]!;
    const userId = await makePerson();
    const session = { userId, remember: false, userAgent: "test", address: "::1" };
    const { token } = await transact((tx) => createSession(tx, session));
    expect(await send({}, { cookie: `${cookie}; ${sessionCookieName()}=${token}` })).toBeNull();
    await flushSightings();
    expect(await read().select().from(arrivals)).toMatchObject([
      { userId, firstChannel: "campaign", firstSource: "weekly", firstCampaign: "june" },
    ]);
    expect(await read().select().from(visitDays)).toMatchObject([{ visitors: 1, views: 2 }]);
  });

  it("answers the same, and stores nothing, for what does not exist", async () => {
    const known = await send({});
    const unknown = await send({}, {}, "no-such-guild");
    expect(unknown).toBe(known?.replace("/c/guild", "/c/no-such-guild"));
    await flushSightings();
    expect(await read().select().from(visitDays)).toHaveLength(1);
  });

  it.each<[string, unknown, Record<string, string>]>([
    ["no JSON", "{", {}],
    ["an array", [], {}],
    ["nothing", "", {}],
    ["a post that is no id", { post: "'; drop table posts; --" }, {}],
    ["a progress beyond the end", { progress: 101 }, {}],
    ["a progress that is no number", { progress: "50" }, {}],
    ["more than two kilobytes", { utm_source: "x".repeat(3000) }, {}],
    ["more than it says", `{"referrer":"${"x".repeat(3000)}"}`, { "content-length": "10" }],
    ["another site's", {}, { "sec-fetch-site": "cross-site" }],
    ["another site's old browser", {}, { "sec-fetch-site": "", origin: "https://evil.example" }],
    ["a robot's", {}, { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }],
    ["nobody's", {}, { "user-agent": "" }],
    ["a page's that nobody looked at yet", {}, { "sec-purpose": "prefetch;prerender" }],
    ["whoever's who refuses (GPC)", {}, { "sec-gpc": "1" }],
    ["whoever's who refuses (DNT)", {}, { dnt: "1" }],
  ])("has no effect when it is %s", async (_, body, headers) => {
    expect(await send(body, headers)).toBeNull();
    expect(await rows()).toEqual([]);
  });

  it("takes the cookie back from whoever refuses", async () => {
    const cookie = (await send({}))!.split(";")[0]!;
    await rows();
    expect(await send({}, { cookie, "sec-gpc": "1" })).toContain("Max-Age=0");
  });

  it("replaces a cookie that is none of ours", async () => {
    expect(await send({}, { cookie: "guildhall-touch=1*owner*%00; x=y" })).toMatch(/^guildhall-touch=1\*direct\*/);
  });

  it("is heard 120 times a minute from one address, and then not any more", async () => {
    for (let i = 0; i < 130; i++) await send({});
    await flushSightings();
    expect((await read().select().from(visitDays))[0]?.views).toBeLessThanOrEqual(120);
  });
});

describe("a search", () => {
  const searched = async () => {
    await flushSightings();
    const rows = await read().select().from(searchDays);
    return rows.map(({ term, searches, people, found }) => ({ term, searches, people, found }));
  };
  const search = (query: string, more: Record<string, string>) => {
    browser.headers = { ...searching, ...more };
    return loadSearch("guild", query);
  };

  it("is counted with what it found", async () => {
    await loadSearch("guild", "  Raft  Log");
    await loadSearch("guild", "raft log");
    expect(await searched()).toEqual([{ term: "raft log", searches: 2, people: 1, found: 0 }]);
    await search("raft log", { "x-guildhall-address": "198.51.100.8" });
    expect(await searched()).toEqual([{ term: "raft log", searches: 3, people: 2, found: 0 }]);
  });

  it("is one person's although they call their browser by another name", async () => {
    for (const name of ["A", "B", "C"]) await search("raft", { "user-agent": `${firefox} ${name}` });
    expect(await searched()).toEqual([{ term: "raft", searches: 3, people: 1, found: 0 }]);
  });

  it("is not kept when it is somebody's address, of a robot, or of whoever refuses", async () => {
    await loadSearch("guild", "ada@example.org");
    await search("raft", { "user-agent": "curl/8.5.0 (x86_64-pc-linux-gnu)" });
    await search("paxos", { "sec-gpc": "1" });
    expect(await searched()).toEqual([]);
  });

  it("is not kept when the address was typed, or stood on another site's page", async () => {
    await search("raft", { "sec-fetch-site": "none" });
    await search("paxos", { "sec-fetch-site": "cross-site" });
    await search("vsr", { "sec-fetch-site": "", referer: "https://evil.example/c/guild/search" });
    expect(await searched()).toEqual([]);
    await search("zab", { "sec-fetch-site": "", referer: "http://localhost:3000/c/guild/search?q=raft" });
    expect(await searched()).toMatchObject([{ term: "zab" }]);
  });

  it("uses the allowance of its address, and makes few new terms a day", async () => {
    for (let i = 0; i < 130; i++)
      await search(i === 0 ? "again" : `term ${i}`, { "x-guildhall-address": "192.0.2.77" });
    expect(await searched()).toHaveLength(20);
    await search("again", { "x-guildhall-address": "192.0.2.77" });
    expect((await searched()).find(({ term }) => term === "again")).toMatchObject({ searches: 1 });
    await search("real", { "x-guildhall-address": "192.0.2.78" });
    expect(await searched()).toHaveLength(21);
  });
});
