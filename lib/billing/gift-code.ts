import { createHash, createHmac } from "node:crypto";
import { hourMs } from "@/lib/platform/clock";
import type { Limit } from "@/lib/platform/rate-limit";
import { installationSecret } from "@/lib/platform/secret";

const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** The code of a gift: 16 letters derived from its id, stored nowhere. Shown in groups of four. */
export function giftCode(giftId: string): string {
  const digest = createHmac("sha256", installationSecret("gift")).update(giftId).digest();
  const letters = [...digest.subarray(0, 16)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return letters.replace(/(.{4})(?!$)/g, "$1-");
}

/** What the database keeps of a code. Case, spaces and dashes of a typed one do not matter. */
export function giftCodeHash(code: string): string {
  const key = code
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]+/gu, "");
  return createHash("sha256").update(key).digest("hex");
}

/** How often an address may look at a code or redeem one. */
export const codeTries = (address: string): Limit => ({ key: `gift-code@${address}`, count: 20, windowMs: hourMs });
