import { demo, openSession } from "./support/people";
import { findOpenTalk } from "./support/posts";
import { inParallel, rawRequest } from "./support/raw-request";
import { data, expect, test, url } from "./support/story";

/** Addresses and headers that no page of ours makes: unknown, hostile, or of the framework's own. */
const slow = "/c/slow-query";
test.describe.configure({ timeout: 90_000 });

test("unknown communities, posts, people and files are 404, for visitors and members", async () => {
  const cookie = `guildhall.session=${openSession(data, demo.payer)}`;
  const id = "01a203fb-0000-7000-8000-000000000000";
  const unknown = [
    "/c/no-such-place",
    "/c/no-such-place/feed",
    "/c/no-such-place/posts/x",
    "/c/no-such-place/manage/analytics/export?chart=cohorts",
    "/c/no-such-place/feed.xml",
    `${slow}/posts/no-such-post`,
    `${slow}/posts/${id}`,
    `${slow}/posts/%E0%A4%A`,
    `${slow}/posts/%00`,
    `${slow}/members/nobody-at-all`,
    `${slow}/studio/${id}`,
    `${slow}/studio/not-an-id`,
    `${slow}/no-such-page`,
    `/api/files/${id}`,
    "/api/files/x",
    "/api/files/..%2f..%2fguildhall.sqlite",
    `/me/billing/receipts/${id}`,
    `/me/billing/cancel/${id}`,
    "/sandbox/checkout/cs_test_none",
    "/sandbox/portal/bps_none",
    "/sandbox/connect/al_none",
    "/dev/mail/none",
    "/no-such-page",
    "/c",
    "/.env",
    "/data/guildhall.sqlite",
  ];
  const odd: string[] = [];
  for (const to of unknown) {
    for (const headers of [{}, { cookie }] as Record<string, string>[]) {
      const { status } = await rawRequest(url, to, { headers });
      const fine = status === 404 || status === 400 || (!headers.cookie && status === 307 && to.startsWith("/me"));
      if (!fine) odd.push(`${to} (${headers.cookie ? "member" : "visitor"}): ${status}`);
    }
  }
  expect(odd).toEqual([]);
});

const hostile = [
  "'",
  '"',
  "\\",
  "`",
  ";",
  "--",
  "/*",
  "%",
  "%%",
  "_",
  "*",
  "?",
  "(",
  ")",
  "((((((((((",
  "[",
  "a OR b",
  "NEAR(a b)",
  "a AND",
  "NOT",
  '"unclosed',
  "col:x",
  "^a",
  "a*",
  "-a",
  "{x}",
  "' OR 1=1 --",
  "1; DROP TABLE posts",
  "\u0000",
  "\ud83d",
  "\u202e",
  "数据库 OR",
  "<script>",
  "a".repeat(5000),
  "-1",
  "NaN",
  "null",
  "undefined",
  "[object Object]",
  "../../etc/passwd",
  "2038-01-19T03:14:08Z",
  "9".repeat(40),
];

test("hostile words in every list’s address never break a page", async () => {
  const cookie = `guildhall.session=${openSession(data, demo.owner)}`;
  const lists: [path: string, parameters: string[]][] = [
    [`${slow}/feed`, ["sort", "type", "topic", "after"]],
    [`${slow}/tutorials`, ["after"]],
    [`${slow}/questions`, ["after", "open"]],
    [`${slow}/search`, ["q"]],
    [`${slow}/members`, ["q", "role", "after"]],
    [`${slow}/manage/members`, ["q", "role", "after", "standing"]],
    [`${slow}/manage/analytics`, ["range", "view", "cohort"]],
    [`${slow}/manage/analytics/export`, ["chart", "range"]],
    [`${slow}/join`, ["per", "price"]],
    [`${slow}/join/return`, ["order", "session_id"]],
    [findOpenTalk().path, ["comments", "reply", "edit", "delete"]],
    ["/sign-in", ["next", "error"]],
    ["/confirm", ["token"]],
    ["/reset", ["token"]],
    ["/magic", ["token"]],
  ];
  const asks = lists.flatMap(([path, parameters]) =>
    parameters.flatMap((name) => [
      ...hostile.map((word) => `${path}?${name}=${encodeWord(word)}`),
      `${path}?${name}=a&${name}=b`,
      `${path}?${name}[x]=1`,
    ]),
  );
  const broken: string[] = [];
  await inParallel(asks, 5, async (to) => {
    const { status, body } = await rawRequest(url, to, { headers: { cookie } });
    if (status >= 500 || /SQLITE_|syntax error|fts5|at Object\.|node_modules/.test(body))
      broken.push(`${to.slice(0, 120)}: ${status}`);
  });
  expect(broken).toEqual([]);
});

function encodeWord(word: string): string {
  try {
    return encodeURIComponent(word);
  } catch {
    return "%ED%A0%BD";
  }
}

test("the framework’s own headers, garbled, get an answer below 500", async () => {
  const garbled = ["", "x", "%", "%E0%A4", "null", "[]", "{}", '["",{"children":1}]', "[".repeat(3000)];
  const names = ["next-router-state-tree", "next-url", "next-action", "rsc", "next-hmr-refresh", "x-nextjs-data"];
  const odd: string[] = [];
  for (const path of ["/", `${slow}/feed`, "/sign-in", "/no-such-page"]) {
    for (const name of names) {
      for (const value of garbled) {
        for (const method of ["GET", "POST"]) {
          const headers = { rsc: "1", [name]: value };
          const { status } = await followRouter(path, method, headers);
          if (status >= 500) odd.push(`${method} ${path} ${name}: ${value.slice(0, 20)} → ${status}`);
          if (name === "next-router-state-tree" && status !== 400) odd.push(`${path} believed ${value.slice(0, 20)}`);
        }
      }
    }
  }
  expect(odd).toEqual([]);
});

/** The router's own requests are first sent on to an address with a digest of their headers. */
async function followRouter(path: string, method: string, headers: Record<string, string>) {
  const answer = await rawRequest(url, path, { method, headers });
  if (answer.status !== 307) return answer;
  const target = new URL(String(answer.headers.location), url);
  return rawRequest(url, target.pathname + target.search, { method, headers });
}
