import { hash } from "node:crypto";

/** A pack as it is stored, by what names it among its like: a number, a day or a month. */
export interface StoredPack<Name extends string | number = number> {
  pack: Name;
  /** Tells one content from another. */
  revision: string;
  packed: Uint8Array;
}

export const revisionOf = (packed: Uint8Array): string => hash("sha1", packed, "base64url");

/** What is stored of a pack's content. */
export const withRevision = (packed: Buffer) => ({ revision: revisionOf(packed), packed });
