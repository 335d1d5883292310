import { pinyin } from "pinyin-pro";

/** An address for a community from its name: pinyin for Chinese, ASCII otherwise; "" when nothing is left of it. */
export function slugFor(name: string): string {
  const slug = pinyin(name, { toneType: "none", type: "array", nonZh: "consecutive" })
    .join("-")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return slug.length >= 3 ? slug : "";
}

/** What stands in the square mark: the first Han character, or the first letters of two words. */
export function glyphFor(name: string): string {
  const [first = "·"] = Array.from(name.trim());
  if (/\p{Script=Han}/u.test(first)) return first;
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => Array.from(word)[0]!);
  return (letters.join("") || first).toUpperCase();
}

/** Addresses that would look like a part of the site, or like the people who run it. */
const reserved = new Set(
  "about account admin api app assets auth billing blog c dev docs explore feed guildhall health help home join login me new official open owner root sandbox security settings setup sign-in sign-up site status support system terms www".split(
    " ",
  ),
);

export function isReservedSlug(slug: string): boolean {
  return reserved.has(slug);
}
