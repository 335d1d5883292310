import { rmSync } from "node:fs";
import { root, runChild } from "./run.mjs";
import { buildIsCurrent, markBuilt } from "./sources.mjs";
import { step } from "./step.mjs";

/** `npm run build`: the production build, left out when the sources have not changed. `--force` builds anyway. */
export async function build(force = false): Promise<boolean> {
  if (!force && buildIsCurrent()) return true;
  rmSync(`${root}.next/guildhall-stamp`, { force: true });
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const worked = (await runChild(process.execPath, [`${root}node_modules/next/dist/bin/next`, "build"], { env })) === 0;
  if (worked) markBuilt();
  return worked;
}

if (import.meta.main) {
  const worked = await step("Building", () => build(process.argv.includes("--force")));
  process.exit(worked ? 0 : 1);
}
