import { createHash, createHmac, randomBytes } from "node:crypto";
import { installationSecret } from "@/lib/platform/secret";

/** 256 random bits for a session cookie, base64url. */
export function newSessionToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a token: a leaked table opens nothing. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * The token in a mailed link, derived from its row's id: the mail job can make it again from the id alone, so it is
 * stored nowhere, not even in the queue.
 */
export function mailToken(id: string): string {
  return createHmac("sha256", installationSecret("mail-token")).update(id).digest("base64url");
}
