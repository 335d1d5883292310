/** One digest over everything a production build is made of: same digest, same build. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const folders = ["app", "components", "db", "lib", "public"];
const files = [
  "package-lock.json",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "instrumentation.ts",
  "globals.d.ts",
];
/** Parts of those folders that no page contains. */
const unused = /\.test\.tsx?$|^db\/(seed|migrations)\/|\.md$/;

const stamp = `${root}.next/guildhall-stamp`;

/** @returns {string} 20 hex digits. */
export function sourcesDigest() {
  const hash = createHash("sha256");
  const names = [...files, ...folders.flatMap(list)]
    .filter((name) => !unused.test(name) && existsSync(root + name))
    .sort();
  for (const name of names)
    hash
      .update(`${name}\0`)
      .update(readFileSync(root + name))
      .update("\0");
  return hash.digest("hex").slice(0, 20);
}

/** True when `.next` holds the build of the sources as they are. */
export function buildIsCurrent() {
  return existsSync(stamp) && existsSync(`${root}.next/BUILD_ID`) && readFileSync(stamp, "utf8") === sourcesDigest();
}

export function markBuilt() {
  writeFileSync(stamp, sourcesDigest());
}

function list(folder) {
  if (!existsSync(root + folder)) return [];
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path
        .relative(root, path.join(entry.parentPath ?? entry.path, entry.name))
        .split(path.sep)
        .join("/"),
    );
}
