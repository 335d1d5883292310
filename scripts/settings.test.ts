import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { settingNames } from "@/lib/platform/env";

it(".env.example lists exactly the settings that exist", () => {
  const example = readFileSync(".env.example", "utf8");
  const listed = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
  expect(listed.sort()).toEqual([...settingNames].sort());
});

it("docs/operations.md explains every setting", () => {
  const operations = readFileSync("docs/operations.md", "utf8");
  for (const name of settingNames) expect(operations).toContain(`\`${name}\``);
});
