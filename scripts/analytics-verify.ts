/**
 * `npm run analytics:verify` computes every projection again from the journal and compares it with what is stored.
 * Prints "no difference" and exits with 0, or prints the differences and exits with 1.
 */
import { closeDatabase } from "@/db/client";
import { listZones } from "@/lib/analytics/queries";
import { verifyCommunity } from "@/lib/analytics/verify-projections";

let wrong = 0;
for (const { id, slug, zone } of await listZones()) {
  const differences = await verifyCommunity(id, zone);
  wrong += differences.length;
  console.log(`${slug}: ${differences.length === 0 ? "no difference" : "the projections differ from the journal"}`);
  for (const difference of differences) console.log(`  ${difference}`);
}
if (wrong === 0) console.log("no difference");
await closeDatabase();
process.exitCode = wrong === 0 ? 0 : 1;
