import type { ActivityCount } from "./activity";
import type { ActivitySums, People } from "./day-pack";

/** What one person did in a range, by their number. */
export interface SummedMember {
  number: number;
  interactions: number;
  written: number;
}

/** Everybody who did something and is counted (null: everybody is). */
function* activePeople({ interactions, written }: ActivitySums, among: People | null): Generator<SummedMember> {
  for (let number = 0; number < interactions.length; number++) {
    if (interactions[number] === 0 || (among !== null && among[number] !== 1)) continue;
    yield { number, interactions: interactions[number]!, written: written[number]! };
  }
}

/** How many people did how much; `members` are those who are members at the range's end. */
export function histogramOf(sums: ActivitySums, among: People | null, members: People): ActivityCount[] {
  const groups = new Map<number, number>();
  for (const { number, interactions, written } of activePeople(sums, among)) {
    const key = interactions * 4 + (written > 0 ? 2 : 0) + members[number]!;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([key, people]) => ({
    interactions: Math.floor(key / 4),
    wrote: (key & 2) === 2,
    atEnd: (key & 1) === 1,
    people,
  }));
}

/** How many people did something, and how many wrote something. */
export function countPeople(sums: ActivitySums, among: People | null): { active: number; contributors: number } {
  let [active, contributors] = [0, 0];
  for (const { written } of activePeople(sums, among)) {
    active += 1;
    if (written > 0) contributors += 1;
  }
  return { active, contributors };
}

const byLoudness = (a: SummedMember, b: SummedMember) => b.written - a.written || b.interactions - a.interactions;

/**
 * The `top` people who wrote most, and all who did exactly as much as the last of them: who of these goes first is not
 * a matter of numbers.
 */
export function loudest(sums: ActivitySums, among: People | null, top: number): SummedMember[] {
  const wrote = [...activePeople(sums, among)].filter(({ written }) => written > 0).sort(byLoudness);
  const last = wrote[top - 1];
  return last === undefined ? wrote : wrote.filter((one) => byLoudness(one, last) <= 0);
}
