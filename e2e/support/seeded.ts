import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The project's folder: Playwright and our scripts are always started there. */
export const projectFolder = process.cwd();

/** Where the played demo is kept between runs: its name changes with the code, the schema and the day. */
export function seededDirectory(): string {
  return path.join(projectFolder, ".cache", `seed-${seedDigest()}`);
}

/** The seed plays real commands up to today: it depends on them, on the schema and on the date. */
function seedDigest(): string {
  const hash = createHash("sha256").update(new Date().toISOString().slice(0, 10));
  for (const folder of ["db", "lib"]) {
    for (const name of readdirSync(path.join(projectFolder, folder), { recursive: true, encoding: "utf8" }).sort()) {
      if (!/\.(ts|sql|md)$/.test(name) || /\.test\.ts$|^i18n/.test(name)) continue;
      hash.update(name).update(readFileSync(path.join(projectFolder, folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
