import { createHmac, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dataDirectory, env } from "./env";

let base: { directory: string; secret: string } | undefined;

/**
 * A secret for one purpose: HMAC-SHA256 of the purpose under the installation's base secret, as 64 hex digits. The
 * base is GUILDHALL_SECRET, or 32 random bytes written once to `<data>/secret`, readable by its owner only.
 */
export function installationSecret(purpose: string): string {
  return createHmac("sha256", baseSecret()).update(purpose).digest("hex");
}

function baseSecret(): string {
  const chosen = env().GUILDHALL_SECRET;
  if (chosen) return chosen;
  const directory = dataDirectory();
  if (base?.directory !== directory) base = { directory, secret: readOrCreate(path.join(directory, "secret")) };
  return base.secret;
}

/** Written aside and then linked: of two starting processes one wins, and nobody ever reads half a secret. */
function readOrCreate(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(32).toString("hex"), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      unlinkSync(draft);
    }
  }
  return readFileSync(file, "utf8").trim();
}
