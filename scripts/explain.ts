import { SettingsError } from "../lib/platform/env";

/** An error of the environment as a sentence with a way out; anything else with its stack, because it is a fault of ours. */
export function explain(error: unknown): string {
  if (error instanceof SettingsError)
    return ["These settings cannot be used:", ...error.problems.map((problem) => `  ${problem}`)].join("\n");
  const { code, message, stack } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ECONNREFUSED":
    case "ENOTFOUND":
      return "The database server named by DATABASE_URL does not answer. Is it running, and is the address right?";
    case "28P01":
    case "28000":
      return "The database server refused the user or password in DATABASE_URL.";
    case "3D000":
      return "The database named in DATABASE_URL does not exist. Create it first: createdb guildhall";
    case "EACCES":
    case "EROFS":
    case "SQLITE_CANTOPEN":
    case "SQLITE_READONLY":
      return `The data directory cannot be written: ${message}. Set GUILDHALL_DATA to a folder this user owns.`;
    case "ENOSPC":
    case "SQLITE_FULL":
      return "The disk is full.";
    case "SQLITE_CORRUPT":
    case "SQLITE_NOTADB":
      return "The database file is damaged. Stop Guildhall and restore a backup: npm run restore -- BACKUP.zip";
    default:
      // Our own errors are whole sentences; everything else is a fault that needs its stack.
      return /^[A-Z].*\.$/s.test(message ?? "") && code === undefined ? message : (stack ?? String(error));
  }
}
