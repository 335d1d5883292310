import { listOf } from "./objects/base";
import { type Parameters, type Shape, text } from "./parameters";
import { invalid } from "./wire";

/** What every list accepts. */
export const paging: Shape = { limit: { is: "integer", least: 1 }, starting_after: text, ending_before: text };

/** One page of a list, newest first, by id cursors (https://docs.stripe.com/api/pagination). */
export function page<T extends { id: string }>(
  all: readonly T[],
  given: Parameters,
  url: string,
  keep: (each: T) => boolean = () => true,
) {
  const limit = typeof given.limit === "number" ? given.limit : 10;
  if (limit > 100) throw invalid("Limit must be between 1 and 100.", "limit");
  const kept = all.filter(keep);
  const at = (cursor: unknown, param: string) => {
    const index = kept.findIndex((each) => each.id === cursor);
    if (index < 0) throw invalid(`No such object: '${cursor}'`, param, "resource_missing");
    return index;
  };
  if (given.ending_before !== undefined) {
    const end = at(given.ending_before, "ending_before");
    return listOf(kept.slice(Math.max(0, end - limit), end), url, end > limit);
  }
  const start = given.starting_after === undefined ? 0 : at(given.starting_after, "starting_after") + 1;
  return listOf(kept.slice(start, start + limit), url, kept.length > start + limit);
}
