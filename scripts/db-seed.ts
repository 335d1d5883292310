/**
 * `npm run db:seed` makes this data directory a demo: two communities with a year behind them. It refuses a database
 * that already holds people; `--if-empty` then does nothing instead, which is what `npm start` uses.
 */
import { closeDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { hasNoUsers } from "@/lib/identity/queries";

// Ten thousand commits make one demo: after a power cut it is made again, so none of them waits for the disk.
process.env.GUILDHALL_SEEDING = "1";

const unknown = process.argv.slice(2).find((word) => word !== "--if-empty");
if (unknown) {
  console.error(
    `${unknown} means nothing here. \`npm run db:seed\` makes the demo; --if-empty leaves a used database alone.`,
  );
  process.exit(1);
}
await migrateDatabase();
if (!(await hasNoUsers())) {
  if (process.argv.includes("--if-empty")) process.exit(0);
  console.error(
    "This database already holds people; the demo needs an empty one. Point GUILDHALL_DATA at a new folder.",
  );
  process.exit(1);
}
const started = Date.now();
let shown = -1;
await seedDemo((share, what) => {
  const percent = Math.floor(share * 100);
  if (process.stdout.isTTY) process.stdout.write(`\r  ${String(percent).padStart(3)} %  ${what.padEnd(12)}`);
  else if (percent >= shown + 10) console.log(`  ${percent} %  ${what}`);
  else return;
  if (!process.stdout.isTTY) shown = percent - (percent % 10);
});
await closeDatabase();
console.log(`\n  Demo communities seeded in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
