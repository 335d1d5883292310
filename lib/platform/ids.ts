import { randomBytes } from "node:crypto";

/**
 * A time-ordered id: UUID version 7 (RFC 9562, section 5.7) from `at`, by default from the real clock.
 * Time-ordered keys keep index pages hot and make keyset paging by id meaningful.
 */
export function newId(at: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

/** `length` characters for addresses people may type: no 0/o, 1/i/l. 31^6 is about 887 million. */
export function shortCode(length: number): string {
  let code = "";
  while (code.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 = 8 × 31: rejecting the rest keeps every letter equally likely.
      if (byte < 248 && code.length < length) code += alphabet[byte % alphabet.length];
    }
  }
  return code;
}
