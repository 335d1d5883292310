/** The language of a text by its script: `zh-CN` when a fifth of its letters are Han, else `en`. Code does not count. */
export function languageOf(markdown: string): "zh-CN" | "en" {
  const prose = markdown.slice(0, 20_000).replace(/```[\s\S]*?```|`[^`]*`|https?:\S+/g, " ");
  const han = prose.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = prose.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && han / letters >= 0.2 ? "zh-CN" : "en";
}
