import { closeDatabase } from "../db/client";
import { engine } from "../db/dialect";
import { migrateDatabase } from "../db/migrate";
import { explain } from "./explain";

/** `npm run db:migrate`: brings the database up to this version. */
try {
  const ran = await migrateDatabase();
  if (ran > 0 || !process.argv.includes("--quiet"))
    console.log(ran === 0 ? `The ${engine} database is up to date.` : `${ran} migrations ran on ${engine}.`);
  await closeDatabase();
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
