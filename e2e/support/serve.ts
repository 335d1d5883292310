import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "../../scripts/build";
import { nodeArguments, root, runChild } from "../../scripts/run.mjs";
import { step } from "../../scripts/step.mjs";

/**
 * The server under the browser tests: the production build on a copy of a seeded demo directory. Playing the seed
 * takes most of a minute, so its result is kept in .cache until the code or the day changes.
 */
const seeded = path.join(root, ".cache", `seed-${seedDigest()}`);
const data = process.env.GUILDHALL_DATA!;

if (!existsSync(seeded) && !(await step("Seeding the demo for the browser tests", () => seed()))) process.exit(1);
if (!(await step("Building", () => build()))) process.exit(1);
rmSync(data, { recursive: true, force: true });
cpSync(seeded, data, { recursive: true });
const code = await runChild(process.execPath, nodeArguments(`${root}server.ts`), {
  env: { ...process.env, NODE_ENV: "production" },
});
rmSync(data, { recursive: true, force: true });
process.exit(code);

async function seed(): Promise<boolean> {
  const cache = path.join(root, ".cache");
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache).filter((name) => name.startsWith("seed-")))
    rmSync(path.join(cache, old), { recursive: true });
  const draft = `${seeded}.draft`;
  const env = { ...process.env, GUILDHALL_DATA: draft };
  for (const script of ["db-migrate.ts", "db-seed.ts"]) {
    const code = await runChild(process.execPath, nodeArguments(`${root}scripts/${script}`), { env });
    if (code !== 0) return false;
  }
  renameSync(draft, seeded);
  return true;
}

/** The seed plays real commands up to today: it depends on them, on the schema and on the date. */
function seedDigest(): string {
  const hash = createHash("sha256").update(new Date().toISOString().slice(0, 10));
  for (const folder of ["db", "lib"]) {
    for (const name of readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).sort()) {
      if (!/\.(ts|sql|md)$/.test(name) || /\.test\.ts$|^i18n/.test(name)) continue;
      hash.update(name).update(readFileSync(path.join(root, folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
