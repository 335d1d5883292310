import type { People } from "./day-pack";

/** Some hundred people in a row, by their numbers, share a pack. */
export const peoplePerPack = 512;

export const packOf = (number: number): number => Math.floor(number / peoplePerPack);

/** Whether somebody is asked about; null is everybody. */
export const isAmong = (people: People | null, number: number): boolean => people === null || people[number] === 1;

/** Calls `take` with the rows of one person after the other, [first, end), as far as they are asked about. */
export function eachPerson(
  numbers: Uint32Array,
  people: People | null,
  take: (first: number, end: number, number: number) => void,
): void {
  let end = 0;
  for (let first = 0; first < numbers.length; first = end) {
    const number = numbers[first]!;
    for (end = first + 1; end < numbers.length && numbers[end] === number; ) end++;
    if (isAmong(people, number)) take(first, end, number);
  }
}
