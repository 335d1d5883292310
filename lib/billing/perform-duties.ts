import "server-only";
import type { Duty } from "./duties";

/** Makes the calls, each under an idempotency key. Returns how many were made; after them comes one more sync. */
export async function performDuties(_account: string, _list: readonly Duty[]): Promise<number> {
  throw new Error("not built yet");
}
