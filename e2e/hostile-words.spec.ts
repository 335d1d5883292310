import { demo, makeAccount, signInContext, withDatabase } from "./support/people";
import { rawRequest } from "./support/raw-request";
import { data, expect, test, url } from "./support/story";

/** What people can type to lead others astray: addresses of other sites, and scripts. */
const slow = "/c/slow-query";
test.describe.configure({ timeout: 90_000 });
// The pictures that hostile texts name do not exist.
test.use({ expected: /404 \(Not Found\)/ });

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
