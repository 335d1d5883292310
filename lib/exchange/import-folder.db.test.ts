import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { read } from "@/db/client";
import { files, posts } from "@/db/schema/posts";
import { makePaidCommunity } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { openBody } from "@/lib/access/bodies";
import type { Viewer } from "@/lib/access/types";
import { filePath } from "@/lib/media/file-store";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { findPostFacts } from "@/lib/posts/queries/posts";
import { importFolder } from "./import-folder";
import { findAuthor, findFirstPlanBenefit } from "./queries";
import { claimZip, findUpload, keepZip, noteUpload } from "./upload";

const corpora = path.resolve(process.cwd(), "../shared/data");
const javaguide = path.join(corpora, "javaguide");
const handbook = path.join(corpora, "typescript-handbook");
const absent = !existsSync(javaguide) || !existsSync(handbook);
if (absent) console.warn("The import of real corpora is left out: ../shared/data is not there.");

let folder: string;
beforeEach(async () => {
  await freshDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "guildhall-source-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function world() {
  const communityId = (await makePaidCommunity()).community.id;
  const authorMemberId = (await findAuthor(communityId, null))!;
  const benefitId = await findFirstPlanBenefit(communityId);
  return { communityId, authorMemberId, benefitId, audience: "benefit" as const, dryRun: false, mayChangeOthers: true };
}

async function readAll(communityId: string) {
  const rows = await read().select().from(posts).where(eq(posts.communityId, communityId));
  const membership = { memberId: "", role: "owner" as const, joinedAt: now() };
  const owner: Viewer = { communityId, at: now(), person: null, membership, grants: [], pastDue: false };
  return Promise.all(
    rows.map(async ({ id, slug, revision, teaserHtml }) => {
      const { body } = await openBody(owner, (await findPostFacts(communityId, id))!);
      return { id, slug, revision, teaser: teaserHtml, html: body?.html ?? "" };
    }),
  );
}

async function htmlOf(communityId: string, slug: string) {
  return (await readAll(communityId)).find((post) => post.slug === slug)!;
}

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

describe.skipIf(absent)("real corpora", { timeout: 180_000 }, () => {
  it("62 Chinese articles come over whole, once", async () => {
    const options = { ...(await world()), folder: javaguide };
    const dry = await importFolder({ ...options, dryRun: true });
    expect([dry.created, dry.skipped, dry.problems]).toEqual([62, 0, []]);
    expect(await read().select({ id: posts.id }).from(posts)).toEqual([]);

    const report = await importFolder(options);
    expect([report.created, report.changed, report.unchanged, report.skipped]).toEqual([62, 0, 0, 0]);
    expect(report.rows.flatMap((row) => row.warnings.filter((warning) => warning.code === "unrenderable"))).toEqual([]);
    expect(report.rows.flatMap((row) => row.problems.map((problem) => problem.code)).sort()).toEqual(
      dry.rows.flatMap((row) => row.problems.map((problem) => problem.code)).sort(),
    );
    expect([report.pictures, report.links, report.remotePictures]).toEqual([
      dry.pictures,
      dry.links,
      dry.remotePictures,
    ]);
    expect(report.pictures).toBeGreaterThanOrEqual(40);
    expect(report.links).toBeGreaterThan(150);

    const source = await readFile(path.join(javaguide, "docs/database/mysql/mysql-logs.md"), "utf8");
    const logs = await htmlOf(options.communityId, "mysql-logs");
    expect(countOf(logs.html, /<figure class="codeblock"/g)).toBe(countOf(source, /^[ ]*```\w/gm));
    const pictures = await read().select().from(files).where(eq(files.communityId, options.communityId));
    expect(pictures.length).toBeGreaterThanOrEqual(40);
    for (const file of pictures) {
      expect(existsSync(filePath(file.communityId, file.sha256))).toBe(true);
      expect(file.inTeaser).toBe(false);
    }
    const html = (await readAll(options.communityId)).map((post) => post.html).join("");
    for (const file of pictures) expect(html).toContain(`/api/files/${file.id}`);
    expect(countOf(html, /<table>/g)).toBeGreaterThan(100);
    expect(html).not.toMatch(/href="[^"]*\.md[#"]/);
    expect(html).toMatch(/href="\/c\/[a-z-]+\/posts\/mysql-index"/);

    const again = await importFolder(options);
    expect([again.created, again.changed, again.unchanged]).toEqual([0, 0, 62]);
    expect((await read().select({ id: files.id }).from(files)).length).toBe(pictures.length);
  });

  it("33 English articles come over whole, and a changed file is one new revision", async () => {
    await cp(handbook, folder, { recursive: true });
    const options = { ...(await world()), folder, audience: "members" as const };
    const report = await importFolder(options);
    expect([report.created, report.skipped]).toEqual([33, 0]);
    const narrowing = await htmlOf(options.communityId, "narrowing");
    expect(narrowing.html).toContain('data-language="ts"');
    expect(report.links).toBeGreaterThan(20);

    const changed = path.join(folder, "packages/documentation/copy/en/handbook-v2/Narrowing.md");
    await writeFile(changed, `${await readFile(changed, "utf8")}\nOne more paragraph.\n`);
    const again = await importFolder(options);
    expect([again.created, again.changed, again.unchanged]).toEqual([0, 1, 32]);
    const after = await htmlOf(options.communityId, "narrowing");
    expect([after.id, after.revision, after.html.includes("One more paragraph.")]).toEqual([
      narrowing.id,
      narrowing.revision + 1,
      true,
    ]);
  });
});

describe("an import", () => {
  it("shows nothing of a paid text that has no pay line, and only what stands above one", async () => {
    await writeFile(path.join(folder, "a.md"), "# A\n\nSECRET one\n");
    await writeFile(path.join(folder, "b.md"), "---\ntitle: B\n---\nopen words\n\n<!-- more -->\n\nSECRET two\n");
    const options = { ...(await world()), folder };
    await importFolder(options);
    const [a, b] = [await htmlOf(options.communityId, "a"), await htmlOf(options.communityId, "b")];
    expect([a.teaser, a.html]).toEqual(["", "<p>SECRET one</p>"]);
    expect([b.teaser, b.html]).toEqual(["<p>open words</p>", "<p>SECRET two</p>"]);
    const rows = await read().select({ excerpt: posts.excerpt }).from(posts);
    expect(rows.map((row) => row.excerpt).sort()).toEqual(["", "open words"]);
  });

  it("links articles by every address they had, and keeps the words of dead links", async () => {
    await writeFile(
      path.join(folder, "a.md"),
      "[b](b.md#The-Part) [c](./old/c.html) [gone](gone.md) [[B file|wiki]] [p](/perma/c/) ![x](no.png)",
    );
    await writeFile(path.join(folder, "b.md"), "## The Part\n");
    await writeFile(path.join(folder, "B file.md"), "wiki text");
    await writeFile(path.join(folder, "c.md"), "---\npermalink: /perma/c.html\naliases: [old/c.html]\n---\ntext");
    const options = { ...(await world()), folder };
    const report = await importFolder(options);
    const { html } = await htmlOf(options.communityId, "a");
    const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]!.replace(/^\/c\/[^/]+\/posts\//, ""));
    expect(hrefs).toEqual(["b#s-the-part", "c", "b-file", "c"]);
    expect(html).toContain("<a>gone</a>");
    expect(html).toContain("[x]");
    expect([report.links, report.deadLinks]).toEqual([4, 1]);
  });

  it("stores each picture once per post, public only where it stands above the pay line", async () => {
    const draw = (red: number) =>
      sharp({ create: { width: 4, height: 4, channels: 3, background: { r: red, g: 0, b: 0 } } })
        .png()
        .toBuffer();
    await writeFile(path.join(folder, "open.png"), await draw(1));
    await writeFile(path.join(folder, "copy.png"), await draw(1));
    await writeFile(path.join(folder, "paid.png"), await draw(2));
    await writeFile(path.join(folder, "fake.png"), "<svg onload=alert(1)>");
    await writeFile(
      path.join(folder, "a.md"),
      "![o](open.png)\n\n<!-- pay -->\n\n![c](copy.png) ![p](paid.png) ![f](fake.png)",
    );
    const options = { ...(await world()), folder };
    const report = await importFolder(options);
    const stored = await read().select({ id: files.id, inTeaser: files.inTeaser, width: files.width }).from(files);
    expect(stored.map((file) => [file.inTeaser, file.width]).sort()).toEqual([
      [false, 4],
      [true, 4],
    ]);
    expect(report.rows[0]?.problems.map((problem) => problem.code)).toEqual(["picture-refused"]);
    const { html, teaser } = await htmlOf(options.communityId, "a");
    expect(teaser).toContain(`/api/files/${stored.find((file) => file.inTeaser)!.id}" alt="o" width="4" height="4"`);
    expect(html).toContain("[f]");
    expect((await importFolder(options)).unchanged).toBe(1);

    await writeFile(path.join(folder, "paid.png"), await draw(3));
    expect((await importFolder(options)).changed).toBe(1);
  });

  it("leaves posts of other members alone, unless the importer runs the community", async () => {
    await writeFile(path.join(folder, "a.md"), "first");
    const options = { ...(await world()), folder };
    await importFolder(options);
    await writeFile(path.join(folder, "a.md"), "second");
    const other = { ...options, authorMemberId: newId(), mayChangeOthers: false };
    const refused = await importFolder(other);
    expect(refused.rows.map((row) => [row.action, row.reason])).toEqual([["skip", "other-author"]]);
    expect((await htmlOf(options.communityId, "a")).html).toBe("<p>first</p>");
  });

  it("a zip is claimed once and belongs to who uploaded it", async () => {
    const { id } = await keepZip(new Uint8Array([0x50, 0x4b]));
    const report = await importFolder({ ...(await world()), folder, dryRun: true });
    await noteUpload({ id, communityId: "c", memberId: "m", audience: "public", report });
    expect(await findUpload(id, "c", "m")).toMatchObject({ id, report: { created: 0 } });
    expect([
      await findUpload(id, "c", "x"),
      await findUpload(id, "d", "m"),
      await findUpload(newId(), "c", "m"),
    ]).toEqual([null, null, null]);
    const claims = await Promise.all([claimZip(id), claimZip(id)]);
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });
});
