import { shared } from "@/lib/platform/shared-state";

const kept = shared("analytics.remembered", () => new Map<string, unknown>());
/** Each may be the ids of a hundred thousand people, some megabytes. */
const keptMax = 12;

/**
 * What `make` returned the last time for this key, in this process. The key must name everything the result depends
 * on: there is no other way to make it forget.
 */
export async function remembered<Result>(key: string, make: () => Promise<Result>): Promise<Result> {
  const known = kept.get(key);
  if (known !== undefined) return known as Result;
  const made = await make();
  if (kept.size >= keptMax) kept.delete(kept.keys().next().value!);
  kept.set(key, made);
  return made;
}
