import { pinyin } from "pinyin-pro";

/** A first handle from a name: pinyin for Chinese, ASCII letters and digits otherwise, the mail's local part at last. */
export function handleFor(name: string, email: string): string {
  const romanised = pinyin(name, { toneType: "none", type: "array", nonZh: "consecutive" }).join("-");
  for (const source of [romanised, email.split("@")[0] ?? ""]) {
    const handle = source
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^[^a-z]+|-+$/g, "")
      .slice(0, 30)
      .replace(/-+$/, "");
    if (handle.length >= 3) return handle;
  }
  return "member";
}
