import { type Tx, transact } from "@/db/client";

/** How many rows go into one statement and one transaction. */
export const batch = 500;
export const dayMs = 86_400_000;
const end = Date.now() - 60_000;

/** The moment after this share of the measured year: 0 is a year ago, 1 is now. */
export const at = (share: number) => new Date(end - Math.round((1 - share) * 365 * dayMs));

/** Runs `add` over `rows` in batches, one transaction each. */
export async function inBatches<Row>(rows: Row[], add: (tx: Tx, part: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) await transact((tx) => add(tx, rows.slice(from, from + batch)));
}
