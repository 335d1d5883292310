/**
 * How text becomes searchable words, the same for indexing and for asking, on both engines. Chinese has no spaces and
 * a dictionary would cut differently in the text and in the question, so Han runs become overlapping pairs in order
 * (付费社群 → 付费 费社 社群 群) and are asked for as a phrase. Latin words are lower-cased, lightly stemmed, and
 * identifiers are also indexed by their parts.
 */

const han = /\p{Script=Han}/u;
// Han letters are letters too: without taking them out, "Raft实现选主" written without spaces would be one word.
const pieces =
  /[\p{Script=Han}&&[\p{L}\p{N}]]+|[[\p{L}\p{N}]--\p{Script=Han}][[\p{L}\p{N}\p{M}_]--\p{Script=Han}]*(?:\+\+|#)?(?:\.js\b)?/gv;

/** What stands for one spot in the text: the word itself and its spellings, which share a position. */
export type Spot = string[];

/** The words of a text in order. At most `maxSpots`, so that one huge post cannot swell the index. */
export function spotsOf(text: string, maxSpots = 60_000): Spot[] {
  const spots: Spot[] = [];
  for (const [piece] of text.normalize("NFKC").matchAll(pieces)) {
    if (spots.length >= maxSpots) break;
    if (han.test(piece)) spots.push(...pairsOf(piece).map((pair) => [pair]));
    else spots.push(spellingsOf(piece));
  }
  return spots;
}

/** 付费社群 → 付费, 费社, 社群, 群: the last character alone, so that it too can be found by itself. */
function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.map((character, index) => character + (characters[index + 1] ?? ""));
}

/** better_sqlite3 → better_sqlite3, better, sqlite3, sqlite; parseHTML → parsehtml, parse, html; c++ → cplusplus. */
function spellingsOf(piece: string): Spot {
  const whole = symbolic(piece);
  const parts = piece
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(/[\s_.]+/)
    .flatMap((part) => [part, ...part.split(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u)])
    .map((part) => stem(part.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")))
    .filter((part) => part.length > 1);
  return [...new Set([stem(whole), ...parts])].filter((word) => word.length > 0).map((word) => word.slice(0, 60));
}

function symbolic(piece: string): string {
  return piece
    .toLowerCase()
    .replace(/\+\+$/, "plusplus")
    .replace(/#$/, "sharp")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Only what is safe without a dictionary: plurals and -ing/-ed of longer words. */
function stem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 5) return `${word.slice(0, -3)}y`;
  if (/(ss|us|is)$/.test(word)) return word;
  if (/(xes|ches|shes|sses)$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s")) return word.slice(0, -1);
  if (word.endsWith("ing") && word.length > 6) return word.slice(0, -3);
  if (word.endsWith("ed") && word.length > 5) return word.slice(0, -2);
  return word;
}

/** One thing asked for: words that must follow each other, the last one perhaps only begun. */
export interface Phrase {
  words: string[];
  prefix: boolean;
}

/** What a question asks for; every phrase must be found. Empty when there is nothing to look for. */
export function phrasesOf(question: string): Phrase[] {
  const phrases: Phrase[] = [];
  for (const [piece] of question.slice(0, 200).normalize("NFKC").matchAll(pieces)) {
    if (phrases.length >= 8) break;
    if (!han.test(piece)) phrases.push({ words: [spellingsOf(piece)[0] ?? ""], prefix: false });
    else if ([...piece].length === 1) phrases.push({ words: [piece], prefix: true });
    else phrases.push({ words: pairsOf(piece).slice(0, -1), prefix: false });
  }
  return phrases.filter((phrase) => phrase.words.every((word) => word !== ""));
}

/** The stretches of `text` to mark for a question, as [from, to) pairs, left to right without overlap. */
export function marksIn(text: string, question: string): [number, number][] {
  const wanted = [...question.slice(0, 200).matchAll(pieces)].map(([piece]) => piece.toLowerCase());
  const marks: [number, number][] = [];
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];
  for (const word of wanted) {
    const root = han.test(word) ? word : stem(word);
    for (let at = lower.indexOf(root); root && at >= 0; at = lower.indexOf(root, at + root.length))
      marks.push([at, at + root.length]);
  }
  marks.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return marks.filter((mark, index) => index === 0 || mark[0] >= Math.max(...marks.slice(0, index).map((m) => m[1])));
}
