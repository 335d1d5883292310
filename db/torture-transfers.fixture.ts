/**
 * A second process for db/client.torture.db.test.ts: makes as many transfers as its argument says, one after the
 * other, on the database its environment names, and counts them in the same transactions.
 */
import { eq, sql } from "drizzle-orm";
import { closeDatabase, transact } from "./client";
import { rateLimits } from "./schema/identity";
import { installation } from "./schema/platform";

const transfers = Number(process.argv[2]);
for (let turn = 1; turn <= transfers; turn++) {
  const [from, to] = [`account-${turn % 10}`, `account-${(turn * 3 + 1) % 10}`];
  await transact(async (tx) => {
    await tx
      .update(rateLimits)
      .set({ count: sql`${rateLimits.count} - 5` })
      .where(eq(rateLimits.key, from));
    await tx
      .update(rateLimits)
      .set({ count: sql`${rateLimits.count} + 5` })
      .where(eq(rateLimits.key, to));
    const count = { key: "transfers", value: String(turn) };
    await tx.insert(installation).values(count).onConflictDoUpdate({ target: installation.key, set: count });
  });
}
await closeDatabase();
