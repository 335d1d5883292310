import { shared } from "@/lib/platform/shared-state";

const kept = shared("analytics.remembered", () => new Map<string, unknown>());
const keptMax = 200;

/**
 * What `make` returned the last time for this key, in this process. The key must name everything the result depends
 * on: there is no other way to make it forget. Without a key it is made each time.
 */
export async function remembered<Result>(key: string | null, make: () => Promise<Result>): Promise<Result> {
  if (key === null) return make();
  const known = kept.get(key);
  if (known !== undefined) return known as Result;
  const made = await make();
  if (kept.size >= keptMax) kept.delete(kept.keys().next().value!);
  kept.set(key, made);
  return made;
}
