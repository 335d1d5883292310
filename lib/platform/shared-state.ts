/**
 * State that must exist once per process although Next bundles our modules into several chunks and `server.ts` loads
 * them a third time: connections, caches, the clock's offset. A module-level variable would exist three times.
 */
const key = Symbol.for("guildhall.shared-state");

/** The process-wide value called `name`, made by `create` on first use. */
export function shared<T>(name: string, create: () => T): T {
  const holder = globalThis as { [key]?: Map<string, unknown> };
  holder[key] ??= new Map();
  if (!holder[key].has(name)) holder[key].set(name, create());
  return holder[key].get(name) as T;
}
