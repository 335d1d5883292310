import { listOf } from "./objects/base";
import { integer, object, type Parameters, positive, type Shape, text } from "./parameters";
import { invalid } from "./wire";

/** What every list accepts. */
export const paging = { limit: positive, starting_after: text, ending_before: text } as const satisfies Shape;

/** On lists that can be asked for a span of time. */
export const created = { created: object({ gt: integer, gte: integer, lt: integer, lte: integer }) } as const;

/** One page of a list, newest first, by id cursors (https://docs.stripe.com/api/pagination). */
export function page<T extends { id: string; created?: number }>(
  all: readonly T[],
  given: Parameters,
  url: string,
  keep: (each: T) => boolean = () => true,
) {
  const limit = typeof given.limit === "number" ? given.limit : 10;
  if (limit > 100) throw invalid("Limit must be between 1 and 100.", "limit");
  const span = (given.created ?? {}) as Record<string, number>;
  const kept = all.filter((each) => keep(each) && within(span, each.created ?? 0));
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

function within(span: Record<string, number>, at: number): boolean {
  const { gt = -1, gte = 0, lt = Number.POSITIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = span;
  return at > gt && at >= gte && at < lt && at <= lte;
}
