/** Invisible characters, direction marks, line breaks: a name made of them can look like another or like nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u115F\u1160\u2800\u3164\uFFA0]/u;
/** More marks on one letter than any script needs. */
const stacked = /\p{M}{4,}/u;
/** Alphabets whose letters look alike. Within one word only one of them is used by honest names. */
const lookAlike = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
];

/** Letters of other alphabets that pass for Latin ones, for comparing a name with the reserved ones. */
const skeletons: Record<string, string> = Object.fromEntries(
  Array.from("аеорсухіјѕһѵԁԛԝοανερτικυ").map((letter, at) => [letter, Array.from("aeopcyxijshvdqwoaveptiku")[at]!]),
);

const reserved = new Set([
  ..."admin administrator moderator mod owner operator system support security official staff root guildhall webmaster".split(
    " ",
  ),
  ..."管理员 版主 会长 官方 客服 系统 系统管理员 站长 运营 guildhall官方 官方客服".split(" "),
]);

/** One form for what looks the same: NFC, ordinary spaces, one between words. */
export function tidyName(name: string): string {
  return name
    .normalize("NFC")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
}

/** Why a name cannot be used (a key of the messages `errors`), or null. Expects {@link tidyName}'s result. */
export function nameProblem(name: string): "invalid" | "name-mixed" | "name-reserved" | null {
  if (!/[\p{L}\p{N}]/u.test(name) || invisible.test(name) || stacked.test(name)) return "invalid";
  for (const word of name.normalize("NFKC").split(/[^\p{L}\p{M}\p{N}]+/u)) {
    if (lookAlike.filter((script) => script.test(word)).length > 1) return "name-mixed";
  }
  return reserved.has(skeleton(name)) ? "name-reserved" : null;
}

/** Handles nobody may take: they would speak for the installation. */
export function isReservedHandle(handle: string): boolean {
  return reserved.has(handle.replaceAll("-", "")) || handle === "me" || handle === "new";
}

function skeleton(name: string): string {
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
  return Array.from(letters, (letter) => skeletons[letter] ?? letter).join("");
}
