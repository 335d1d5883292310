import { transact } from "@/db/client";
import { anonymousViewer } from "@/lib/access/viewer";
import { createUser } from "@/lib/identity/commands";
import { withTravellingClock } from "@/lib/platform/clock";
import { searchPosts } from "@/lib/search/queries";
import { addCounts } from "@/lib/sightings/commands";
import { readStory } from "./sighting-facts";
import { SightingYear } from "./sighting-year";
import type { Stage } from "./stage";
import { visitScripts } from "./visit-script";

/**
 * Who has looked at what in the year just played: added up here and written with the command that writes beacons, in one
 * go. It fits the story: whoever joined has arrived, whoever commented has read, who goes has come less often before.
 */
export async function playSightings(stage: Stage): Promise<void> {
  const script = visitScripts[stage.script.slug];
  if (!script) return;
  const story = await readStory(stage.communityId);
  const year = new SightingYear(stage, script, story.posts);
  year.visit();
  for (const person of story.people) year.follow(person);
  await lookIn(stage, year, Math.round(story.people.length * 0.22));
  for (const [rank, term] of script.terms.entries()) {
    const hits = await searchPosts(anonymousViewer(stage.communityId, stage.end), term);
    year.search(term, 1 / (rank + 1.5), hits.length);
  }
  await transact((tx) => addCounts(tx, year.ledger.counts()));
}

/** People with an account who looked in and did not join. */
async function lookIn(stage: Stage, year: SightingYear, count: number): Promise<void> {
  const { slug, locale, names } = stage.script;
  await withTravellingClock(stage.start, (travel) =>
    transact(async (tx) => {
      for (let i = 0; i < count; i++) {
        const at = year.someInstant();
        travel(new Date(at));
        const email = `demo-${slug}-visitor-${i + 1}@guildhall.example`;
        const name = names[(i * 7) % names.length]!;
        const userId = await createUser(tx, { name, email, passwordHash: null, emailVerified: true, locale });
        year.arrive(userId, at, null);
      }
    }),
  );
}
