const termMaxLength = 80;

/**
 * What was looked for as it is counted: one spelling for what is the same, at most 80 characters. Null for nothing, and
 * for what looks like somebody's address, telephone or card: people paste the wrong thing.
 */
export function searchTerm(typed: string): string | null {
  const plain = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}\p{Z}\s]+/gu, " ")
    .trim();
  if (plain === "" || isPersonal(plain)) return null;
  return [...plain].slice(0, termMaxLength).join("").trim() || null;
}

/** An @ between letters, a run of seven digits or more however they are grouped, a long token without a word in it. */
function isPersonal(text: string): boolean {
  if (/[^\s@]@[^\s@]/.test(text)) return true;
  if (/\d(?:[\s().+-]*\d){6,}/.test(text)) return true;
  return /(?=[^\s]*\d)(?=[^\s]*[a-z])[a-z0-9_-]{24,}/.test(text);
}
