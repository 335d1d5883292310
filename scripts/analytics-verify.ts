/**
 * `npm run analytics:verify [-- --repair]` computes every projection again from the journal and compares it with what is
 * stored. Prints "no difference" and exits with 0, or prints the differences and exits with 1. With `--repair` whatever
 * differs is rebuilt and compared once more. The result is stored: the pages show an alarm while something differs.
 */
import { parseArgs } from "node:util";
import { closeDatabase } from "@/db/client";
import { rebuild } from "@/lib/analytics/project-now";
import { listZones } from "@/lib/analytics/queries/projections";
import { verifyCommunity } from "@/lib/analytics/verify-projections";

const { values } = parseArgs({ options: { repair: { type: "boolean" } } });
let wrong = 0;
for (const community of await listZones()) {
  const { id, slug, zone } = community;
  let differences = await verifyCommunity(id, zone);
  tell(slug, differences);
  if (values.repair && differences.length > 0) {
    console.log(`${slug}: rebuilding`);
    await rebuild(community);
    differences = await verifyCommunity(id, zone);
    tell(slug, differences);
  }
  wrong += differences.length;
}
if (wrong === 0) console.log("no difference");
await closeDatabase();
process.exitCode = wrong === 0 ? 0 : 1;

function tell(slug: string, differences: readonly string[]): void {
  console.log(`${slug}: ${differences.length === 0 ? "no difference" : "the projections differ from the journal"}`);
  for (const difference of differences) console.log(`  ${difference}`);
}
