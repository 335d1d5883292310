import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { wordsFor } from "@/lib/i18n/words";
import { resetSettings } from "@/lib/platform/env";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { planImport } from "./plan";
import { withUnpackedZip } from "./read-zip";
import { scanFolder } from "./scan-folder";
import { problemSentence } from "./sentence";

let folder: string;
const dataBefore = process.env.GUILDHALL_DATA;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "guildhall-hostile-"));
  process.env.GUILDHALL_DATA = path.join(folder, "data");
  resetSettings();
});
afterEach(async () => {
  if (dataBefore === undefined) delete process.env.GUILDHALL_DATA;
  else process.env.GUILDHALL_DATA = dataBefore;
  resetSettings();
  await rm(folder, { recursive: true, force: true });
});

const existing = () => ({ bySourcePath: new Map(), slugs: new Set<string>() });
const plan = async (at: string) => planImport(await scanFolder(at), existing(), {});

async function makeZip(fill: (zip: ZipFile) => void): Promise<string> {
  const zip = new ZipFile();
  fill(zip);
  zip.end();
  const file = path.join(folder, "x.zip");
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

/** yazl refuses bad names, so a good one of the same length is replaced in the bytes. */
async function renameInZip(file: string, from: string, to: string): Promise<void> {
  const handle = await open(file, "r+");
  const bytes = await handle.readFile();
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, "latin1");
  await handle.write(bytes, 0, bytes.length, 0);
  await handle.close();
}

describe("a hostile folder", () => {
  it("is refused or cleaned piece by piece, a sentence each, and the rest is planned", async () => {
    const inside = path.join(folder, "in");
    await mkdir(path.join(inside, "sub"), { recursive: true });
    const write = (name: string, text: string | Buffer) => writeFile(path.join(inside, name), text);
    await write("good.md", "# Good\n\nwords");
    await write("script.md", "# S\n\n<script>alert(1)</script><img src=x onerror=alert(1)>");
    await write("broken.md", "---\ntitle: [x\n---\nstill here");
    await write("latin.md", Buffer.from([0x23, 0x20, 0xe9, 0xff]));
    await write("nul.md", "a\0b");
    await write("empty.md", "---\ntitle: x\n---\n\n");
    await write(
      "deep.md",
      `${"> ".repeat(1000)}deep\n\n${Array.from({ length: 900 }, (_, i) => `${" ".repeat(2 * i)}- x`).join("\n")}`,
    );
    const huge = await open(path.join(inside, "huge.md"), "w");
    await huge.truncate(50 * 1024 * 1024);
    await huge.close();
    await writeFile(path.join(folder, "secret.md"), "SECRET");
    await symlink(path.join(folder, "secret.md"), path.join(inside, "link.md"));
    await symlink(folder, path.join(inside, "linked-folder"));
    await symlink(path.join(inside, "sub"), path.join(inside, "sub", "loop"));

    const source = await scanFolder(inside);
    const { rows, articles } = await planImport(source, existing(), {});
    expect(Object.fromEntries(rows.map((row) => [row.path, row.reason ?? row.action]))).toEqual({
      "good.md": "create",
      "script.md": "create",
      "broken.md": "create",
      "deep.md": "create",
      "latin.md": "not-utf8",
      "nul.md": "not-utf8",
      "empty.md": "empty",
      "huge.md": "too-big",
    });
    expect(source.problems.map((problem) => [problem.path, problem.code])).toEqual([
      ["huge.md", "too-big"],
      ["link.md", "symlink"],
      ["linked-folder", "symlink"],
      ["sub/loop", "symlink"],
    ]);
    for (const article of articles) {
      const { bodyHtml } = await renderMarkdown(article.markdown, { paid: false });
      expect(bodyHtml).not.toMatch(/<script|onerror|SECRET/);
    }
    const problems = [...source.problems, ...rows.flatMap((row) => row.problems)];
    for (const locale of ["en", "zh-CN"] as const) {
      for (const problem of problems)
        expect(problemSentence(wordsFor(locale), problem)).toMatch(/^\S.*[.。：:)）]|：/u);
    }
  });

  it("stops at its limits of depth", async () => {
    await mkdir(path.join(folder, "in", ...Array<string>(50).fill("d")), { recursive: true });
    await writeFile(path.join(folder, "in", ...Array<string>(50).fill("d"), "x.md"), "x");
    const source = await scanFolder(path.join(folder, "in"));
    expect(source.problems.map((problem) => problem.code)).toEqual(["too-deep"]);
    expect(source.files.size).toBe(0);
  });
});

describe("a zip", () => {
  const leftovers = () => readdir(path.join(folder, "data", "tmp"));

  it("is unpacked without its wrapping folder, used and removed", async () => {
    const file = await makeZip((zip) => {
      zip.addBuffer(Buffer.from("# A"), "site/a.md");
      zip.addBuffer(Buffer.from("# 中"), "site/中文.md");
      zip.addBuffer(Buffer.from("x"), "site/inner.zip");
      zip.addBuffer(Buffer.from("x"), "site/ignored.exe");
    });
    const paths = await withUnpackedZip(file, async (at, problems) => {
      expect(problems.map((problem) => problem.code)).toEqual(["zip-nested"]);
      return (await plan(at)).rows.map((row) => row.path);
    });
    expect(paths.sort()).toEqual(["a.md", "中文.md"]);
    expect(await leftovers()).toEqual([]);
  });

  it("cannot write outside of its folder, in any spelling, and the rest still comes", async () => {
    const file = await makeZip((zip) => {
      zip.addBuffer(Buffer.from("evil"), "aaXevil1.md");
      zip.addBuffer(Buffer.from("evil"), "XabcXevil2.md");
      zip.addBuffer(Buffer.from("evil"), "bbYevil3.md");
      zip.addBuffer(Buffer.from("# good"), "good.md");
    });
    await renameInZip(file, "aaXevil1.md", "../evil1.md");
    await renameInZip(file, "XabcXevil2.md", "/tmp//evil2.md".slice(0, 13));
    await renameInZip(file, "bbYevil3.md", "..\\evil3.md");
    await withUnpackedZip(file, async (at, problems) => {
      expect(problems.map((problem) => problem.code)).toEqual(["zip-outside", "zip-outside", "zip-outside"]);
      expect(await readdir(at)).toEqual(["good.md"]);
    });
    expect(await readdir(path.join(folder, "data", "tmp"))).toEqual([]);
  });

  it("with symbolic links or bombs keeps only the rest", async () => {
    const file = await makeZip((zip) => {
      zip.addBuffer(Buffer.from("/etc/passwd"), "link.md", { mode: 0o120777 });
      zip.addBuffer(Buffer.alloc(1_500_000), "bomb.md");
      zip.addBuffer(Buffer.alloc(30 * 1024 * 1024), "big.md");
      zip.addBuffer(Buffer.from("# good"), "good.md");
    });
    await withUnpackedZip(file, async (at, problems) => {
      expect(problems.map((problem) => problem.code)).toEqual(["symlink", "zip-ratio", "too-big"]);
      expect(await readdir(at)).toEqual(["good.md"]);
    });
  });

  it.each([
    ["nothing", ""],
    ["words", "hello, I am no zip"],
    ["half a zip", "PK\u0003\u0004\u0014\u0000"],
  ])("that is %s is refused, and nothing stays behind", async (_, text) => {
    const file = path.join(folder, "x.zip");
    await writeFile(file, text, "latin1");
    await expect(withUnpackedZip(file, async () => 1)).rejects.toMatchObject({ code: "zip-damaged" });
    expect(await leftovers()).toEqual([]);
  });

  it("removes what it unpacked also when the work fails", async () => {
    const file = await makeZip((zip) => zip.addBuffer(Buffer.from("# A"), "a.md"));
    await expect(withUnpackedZip(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await leftovers()).toEqual([]);
  });

  it("says it is larger than it is: the bytes decide", async () => {
    const file = await makeZip((zip) => zip.addBuffer(Buffer.from("# A".repeat(100)), "a.md"));
    const handle = await open(file, "r+");
    const bytes = await handle.readFile();
    const central = bytes.indexOf("PK\u0001\u0002", 0, "latin1");
    bytes.writeUInt32LE(10, central + 24);
    await handle.write(bytes, 0, bytes.length, 0);
    await handle.close();
    await withUnpackedZip(file, async (at, problems) => {
      expect(problems.map((problem) => problem.code)).toEqual(["unreadable"]);
      expect(await readdir(at)).toEqual([]);
    });
  });
});
