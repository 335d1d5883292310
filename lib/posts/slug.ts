import { pinyin } from "pinyin-pro";

const maxLength = 80;

/** A readable address from a title: pinyin for Chinese, plain ASCII for the rest, "post" when nothing is left. */
export function slugFor(title: string): string {
  const romanised = pinyin(title, { toneType: "none", type: "array", nonZh: "consecutive", v: true }).join(" ");
  const slug = romanised
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, maxLength)
    .replace(/-+$/, "");
  return slug || "post";
}
