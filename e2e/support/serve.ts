import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "../../scripts/build";
import { nodeArguments, root, runChild } from "../../scripts/run.mjs";
import { step } from "../../scripts/step.mjs";
import { seededDirectory } from "./seeded";

/**
 * The server under the browser tests: the production build on a copy of a seeded demo directory. Playing the seed
 * takes a quarter of a minute, so its result is kept in .cache until the code or the day changes.
 */
const seeded = seededDirectory();
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
