import type { Page } from "@playwright/test";
import sharp from "sharp";
import { demo } from "./support/people";
import { expect, test } from "./support/story";
import { zipOf } from "./support/zip";

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto("/c/slow-query/studio/import");
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/zip", buffer });
  await page.getByRole("radio", { name: "Everybody" }).check();
  await page.getByRole("button", { name: "Check the zip" }).click();
}

test("a creator looks at what a zip would do, imports it, and the same zip again brings nothing new", async ({
  page,
  as,
}) => {
  await as(demo.creator);
  const mark = Date.now().toString(36);
  const picture = await sharp({ create: { width: 64, height: 32, channels: 3, background: "#284" } })
    .png()
    .toBuffer();
  const zip = zipOf({
    [`notes-${mark}/01-first.md`]: `---\ntitle: First note ${mark}\n---\n\nSee [the second](02-second.md).\n\n![A green field](pictures/field.png)\n`,
    [`notes-${mark}/02-second.md`]: `# Second note ${mark}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\`\`\`sql\nselect 1;\n\`\`\`\n\n<script>alert(1)</script>\n`,
    [`notes-${mark}/pictures/field.png`]: picture,
    [`notes-${mark}/../../escape.md`]: "# Outside\n",
  });
  await upload(page, "notes.zip", zip);
  await expect(page.getByRole("heading", { name: "What would happen" })).toBeVisible();
  await expect(page.getByText("2 new articles, 0 changed, 0 unchanged, 0 skipped.")).toBeVisible();
  await expect(page.getByText(/points outside of the zip/)).toBeVisible();
  await page.getByRole("button", { name: "Import 2 articles" }).click();
  await expect(page.getByRole("heading", { name: "What happened" })).toBeVisible();

  await page.getByRole("link", { name: `First note ${mark}` }).click();
  const image = page.getByRole("img", { name: "A green field" });
  await expect(image).toBeVisible();
  expect(await image.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth)).toBe(64);
  await page.getByRole("link", { name: "the second" }).click();
  await expect(page.getByRole("heading", { name: `Second note ${mark}`, level: 1 })).toBeVisible();
  await expect(page.getByRole("cell", { name: "2" }).first()).toBeVisible();

  await upload(page, "notes.zip", zip);
  await expect(page.getByText("0 new articles, 0 changed, 2 unchanged, 0 skipped.")).toBeVisible();
  await expect(page.getByText("There is nothing to import")).toBeVisible();
});

test("a file that is no zip is refused with a sentence", async ({ page, as }) => {
  await as(demo.creator);
  await upload(page, "notes.zip", Buffer.from("just words"));
  await expect(page.getByText("This file is no zip.")).toBeVisible();
});
