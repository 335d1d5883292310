import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerBillingJobs } from "../../../lib/billing/jobs";
import { freshDatabase } from "../database";
import { type Play, playInOrder, retell } from "./play";
import type { MoneyStory } from "./story";

/** How often each story is told again. */
const tellings = Number(process.env.CONVERGE_RUNS ?? 50);

/** Plays each story once in order, checks its few numbers by hand, and compares every retelling with all of its books. */
export function tellAll(stories: readonly MoneyStory[]): void {
  registerBillingJobs();
  // Thousands of commits, none of which has to survive a power cut: SQLite may leave out waiting for the disk.
  process.env.GUILDHALL_SEEDING = "1";
  let play: Play | null = null;
  beforeEach(freshDatabase);
  afterEach(() => play?.tape.eject());

  describe("the books end the same however the events of a story arrive", () => {
    for (const story of stories) {
      it(`${story.name}: once in order, ${tellings} times in any`, async () => {
        play = await playInOrder(story);
        expect(statedNumbers(play)).toEqual(story.ends);
        for (let seed = 1; seed <= tellings; seed++) {
          expect(await retell(play, seed), `telling ${seed}`).toEqual(play.books);
          expect(play.tape.refused, `telling ${seed}`).toEqual([]);
        }
      }, 180_000);
    }
  });
}

/** The few numbers of the books that the story states. */
function statedNumbers({ books, world }: Play): MoneyStory["ends"] {
  const rows = (list: string[]) => list.map((row) => JSON.parse(row) as unknown[]);
  const amounts = rows(books.payments).map((row) => row[4] as number);
  const ends = (userId: string) => {
    const paid = rows(books.grants)
      .filter((row) => row[0] === userId)
      .map((row) => earlier(row[5] as string | null, row[6] as string | null));
    if (paid.length === 0) return "none";
    return paid.includes(null) ? "for good" : paid.sort().at(-1)!.slice(0, 10);
  };
  return {
    payments: amounts.sort((a, b) => a - b),
    paidUntil: { ada: ends(world.ada), bob: ends(world.bob) },
  };
}

const earlier = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a);
