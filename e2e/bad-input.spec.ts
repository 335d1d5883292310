import { actionIdsInBuild, callAction } from "./support/actions";
import { demo, makeAccount, openSession, signInContext, withDatabase } from "./support/people";
import { countRows, findOpenTalk } from "./support/posts";
import { inParallel, rawRequest } from "./support/raw-request";
import { data, expect, test, url } from "./support/story";

const slow = "/c/slow-query";
test.describe.configure({ timeout: 90_000 });
// The pictures that hostile texts name do not exist.
test.use({ expected: /404 \(Not Found\)/ });

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

const elsewhere = [
  "https://evil.example",
  "http://evil.example",
  "//evil.example",
  "///evil.example",
  "////evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\\/evil.example",
  "\\/\\/evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https:///evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "/%09/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/ /evil.example",
  "/%2F/evil.example",
  "/%5Cevil.example",
  "/.//evil.example",
  "/..//evil.example",
  "//evil.example/%2e%2e",
  "//localhost@evil.example",
  "https://localhost@evil.example",
  "//evil.example:80",
  "//evil%E3%80%82example",
  "//ⓔvil.example",
  "?next=//evil.example",
  "#//evil.example",
  ".evil.example",
  "@evil.example",
  "/;@evil.example",
  "/x:y@evil.example//",
  "vbscript:x",
];

test("no “next” leads away from this site", async ({ browser }) => {
  const away: string[] = [];
  const pages = ["/sign-in", "/sign-up", "/magic"];
  for (const next of elsewhere) {
    for (const path of pages) {
      const { body, headers } = await rawRequest(url, `${path}?next=${encodeURIComponent(next)}`);
      const target = body.match(/name="next" value="([^"]*)"/)?.[1] ?? "";
      for (const place of [target, String(headers.location ?? "")]) {
        const { origin } = new URL(place.replaceAll("&amp;", "&") || "/", url);
        if (origin !== url) away.push(`${path}?next=${next} → ${place}`);
      }
    }
  }
  expect(away).toEqual([]);
  // And past the form's own check, straight into the action, as a browser follows it.
  const context = await browser.newContext({ baseURL: url, locale: "en" });
  await context.route(/evil/, (route) => route.abort());
  const page = await context.newPage();
  for (const next of elsewhere.slice(0, 12)) {
    await page.goto("/sign-in");
    await page.locator("form:has(input[name=password])").evaluate((form, value) => {
      form.querySelector("input[name=next]")?.remove();
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "next" });
      field.value = value;
      form.append(field);
    }, next);
    await page.getByLabel("E-mail").fill(demo.freeMember);
    await page.getByLabel("Password", { exact: true }).fill("guildhall-demo");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((to) => to.pathname !== "/sign-in");
    expect(new URL(page.url()).origin, next).toBe(url);
  }
  await context.close();
});

const scripts = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  "</textarea><script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "[click](javascript:alert(1))",
  "![x](javascript:alert(1))",
  '<a href="&#106;avascript:alert(1)">go</a>',
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<math><mtext></p><img src=x onerror=alert(1)>",
  "{{constructor.constructor('alert(1)')()}}",
  "</script><script>alert(1)</script>",
  "$\\href{javascript:alert(1)}{x}$",
];

test("scripts in titles, texts, comments, names and searches are shown as words", async ({ page, context }) => {
  const person = makeAccount(data, { name: "Xaver Script", joins: "slow-query" });
  await signInContext(context, url, data, person.email);
  const alarms: string[] = [];
  page.on("dialog", (dialog) => {
    alarms.push(`dialog at ${page.url()}`);
    void dialog.dismiss();
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(`${slow}/new`);
  await page.getByLabel("Title").fill(`XSS ${scripts[0]} ${scripts[1]} ${scripts[7]}`.slice(0, 140));
  await page.getByLabel("Text", { exact: true }).fill(scripts.join("\n\n"));
  await page.getByLabel("Who can read it").selectOption("public");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page).toHaveURL(/\/posts\//);
  const post = page.url();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("<script>alert(1)</script>");
  await page.getByLabel("Write a comment").fill(scripts.join("\n\n"));
  await page.getByRole("button", { name: "Post comment" }).click();
  await expect(page.getByText("Posted.")).toBeVisible();

  await page.goto("/me");
  await page.getByLabel("About you").fill(scripts.slice(0, 4).join(" "));
  await page.getByLabel("Name", { exact: true }).fill("<b>Xaver</b> <i onclick=alert(1)>");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(
    page
      .getByRole("status")
      .or(page.getByText(/Saved|not something we can use|another/))
      .first(),
  ).toBeVisible();

  const handle = (
    withDatabase(data, (database) => database.prepare("select handle from users where id = ?").get(person.userId)) as {
      handle: string;
    }
  ).handle;
  const places = [
    post,
    `${slow}/feed`,
    `${slow}/members/${handle}`,
    `${slow}/members`,
    ...scripts.slice(0, 8).map((script) => `${slow}/search?q=${encodeURIComponent(script)}`),
  ];
  for (const place of places) {
    await page.goto(place);
    for (const handler of await page
      .locator("[onerror],[onload],[onclick],[onbegin],iframe,a[href^='javascript' i]")
      .all())
      alarms.push(`${place}: ${(await handler.evaluate((element) => element.outerHTML)).slice(0, 100)}`);
  }
  expect(alarms).toEqual([]);
});
