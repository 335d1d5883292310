import "server-only";
import { transact } from "@/db/client";
import { wallClock } from "@/lib/platform/clock";
import { projectCommunity, streamDays, streamPeriods } from "./commands";
import { countProjected, findProjectedDay, listProjectedPeriods } from "./queries";

/** How many differences are told before the rest is only counted. */
const toldMax = 20;

/**
 * Computes the projections of a community once more from its journal, in memory and a day or a few hundred members at
 * a time, and compares them with what is stored. Returns a sentence per difference, none when all is well. Runs in
 * one transaction that first projects what is outstanding, so that it may run beside a busy server.
 */
export async function verifyCommunity(communityId: string, zone: string): Promise<string[]> {
  return transact(async (tx) => {
    const options = { zone, upTo: wallClock() };
    await projectCommunity(tx, communityId, options);
    const differences = new Differences();
    const expected = { activity: 0, money: 0, periods: 0 };
    for await (const day of streamDays(tx, communityId, options)) {
      const stored = await findProjectedDay(communityId, day.day);
      for (const kind of ["activity", "money"] as const) {
        expected[kind] += day[kind].length;
        differences.compare(`${kind} of ${day.day}`, day[kind], stored[kind]);
      }
    }
    for await (const periods of streamPeriods(tx, communityId, options)) {
      expected.periods += periods.length;
      const stored = await listProjectedPeriods(communityId, [...new Set(periods.map((p) => p.memberId))]);
      differences.compare(`periods of members up to ${periods.at(-1)?.memberId}`, periods, stored);
    }
    const counted = await countProjected(communityId);
    for (const kind of ["activity", "money", "periods"] as const) {
      if (counted[kind] !== expected[kind]) {
        differences.tell(`${kind}: ${counted[kind]} rows are stored, the journal makes ${expected[kind]}`);
      }
    }
    return differences.sentences();
  });
}

class Differences {
  readonly #told: string[] = [];
  #more = 0;

  /** Compares rows as sets: both sides are brought to the same columns and order first. */
  compare(what: string, expected: readonly object[], stored: readonly object[]): void {
    const columns = Object.keys(expected[0] ?? stored[0] ?? {}).filter((column) => column !== "communityId");
    const written = (rows: readonly object[]) =>
      new Set(rows.map((row) => JSON.stringify(columns.map((column) => row[column as keyof typeof row]))));
    const [wanted, found] = [written(expected), written(stored)];
    for (const row of wanted.difference(found)) this.tell(`${what}: missing ${row}`);
    for (const row of found.difference(wanted)) this.tell(`${what}: not in the journal ${row}`);
  }

  tell(sentence: string): void {
    if (this.#told.length < toldMax) this.#told.push(sentence);
    else this.#more += 1;
  }

  sentences(): string[] {
    return this.#more > 0 ? [...this.#told, `and ${this.#more} more`] : this.#told;
  }
}
