const tints = 8;

/** A number from 1 to 8 that stays with an id: FNV-1a, 32 bit (Fowler, Noll, Vo), folded. */
export function tintOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) {
    hash ^= id.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((((hash >>> 16) ^ hash) >>> 0) % tints) + 1;
}

/** "阿默" → 阿, "Mira Sato" → MS, "phi_node" → PN, "tailcall" → TA. Empty names give "?". */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s_.-]+/u)
    .filter(Boolean);
  const first = Array.from(words[0] ?? "");
  if (first.length === 0) return "?";
  if (!isLatin(first[0] ?? "")) return first[0] ?? "?";
  const second = words[1] ? Array.from(words[1])[0] : first[1];
  return `${first[0]}${second ?? ""}`.toUpperCase();
}

/** True for letters set narrower than a Han character, two of which fit into an avatar. */
export function isLatin(text: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u.test(text);
}
