/** Walks an error and its causes: Drizzle wraps the driver's error. */
function* chain(error: unknown): Generator<{ code?: string; message?: string; constraint?: string }> {
  for (let at = error; at && typeof at === "object"; at = (at as { cause?: unknown }).cause) yield at;
}

/** True when a unique key refused a row. `hint` narrows it to one constraint: its index name or its columns. */
export function isUniqueViolation(error: unknown, ...hints: string[]): boolean {
  for (const { code, message, constraint } of chain(error)) {
    if (code !== "23505" && code !== "SQLITE_CONSTRAINT_UNIQUE" && code !== "SQLITE_CONSTRAINT_PRIMARYKEY") continue;
    return hints.length === 0 || hints.some((hint) => constraint === hint || (message ?? "").includes(hint));
  }
  return false;
}

/** SQLite: another process holds the lock. */
export function isBusy(error: unknown): boolean {
  for (const { code } of chain(error)) if (code?.startsWith("SQLITE_BUSY")) return true;
  return false;
}

/** PostgreSQL: serialization failure or deadlock; the transaction may simply run again. */
export function isRetryable(error: unknown): boolean {
  for (const { code } of chain(error)) if (code === "40001" || code === "40P01") return true;
  return false;
}
