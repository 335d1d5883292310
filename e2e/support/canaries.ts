/**
 * Sentences that must not get about. Each repeats its two marks so closely that every piece of 20 characters holds one
 * of them whole: one expression finds any piece of any sentence, however the answer is packed.
 * A mark has eight characters because every answer carries a random nonce: of five, chance wrote one in a run of ten.
 */
export const canaryPattern = /zqkjv[0-9a-z]{2}[xy]/gi;

export interface Canary {
  key: string;
  /** `zqkjv…x` and `zqkjv…y`: whoever searches for the first must not be shown the second. */
  marks: [string, string];
  sentence: string;
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyz";

export function canary(key: string, serial: number): Canary {
  const code = `zqkjv${digits[Math.floor(serial / 36)]}${digits[serial % 36]}`;
  const [one, two] = [`${code}x`, `${code}y`];
  return { key, marks: [one, two], sentence: `${one} oak ${two} elm ${one} fig ${two} ash ${one} bay ${two}` };
}

/** The keys of the canaries of which a piece stands in a text. */
export function canariesIn(text: string, keyOfMark: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  for (const [mark] of text.matchAll(canaryPattern)) {
    const key = keyOfMark.get(mark.toLowerCase());
    if (key) found.add(key);
  }
  return found;
}

/** What plant.ts has put into a data directory, by name. */
export interface Planted {
  canaries: Canary[];
  posts: Record<string, { id: string; slug: string }>;
  comments: Record<string, string>;
  files: Record<string, string>;
  prices: string[];
  people: Record<string, { email: string; handle: string }>;
  topics: string[];
}

export const plantedFile = "planted.json";
