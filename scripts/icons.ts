/**
 * `npm run icons` draws public/icons.svg: one symbol for each name in components/ui/icons.tsx, from lucide-react
 * (ISC licence, https://lucide.dev/license). The drawings only change when that list or the package does.
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as lucide from "lucide-react";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

const root = new URL("../", import.meta.url);

/** The icon names components/ui/icons.tsx asks for. */
export function wantedIcons(): string[] {
  const source = readFileSync(new URL("components/ui/icons.tsx", root), "utf8");
  return [...source.matchAll(/= icon\("(\w+)"\)/g)].map(([, name]) => name!);
}

/** The sprite with a symbol per name. Throws when lucide-react has no such icon. */
export function drawSprite(names: string[]): string {
  const symbols = names.map((name) => {
    const drawing = (lucide as unknown as Record<string, Parameters<typeof createElement>[0]>)[name];
    if (!drawing) throw new Error(`lucide-react has no icon called ${name}`);
    const inner = renderToStaticMarkup(createElement(drawing)).replace(/^<svg[^>]*>|<\/svg>$/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

if (import.meta.main) {
  const names = wantedIcons();
  writeFileSync(new URL("public/icons.svg", root), drawSprite(names));
  console.log(`public/icons.svg: ${names.length} icons`);
}
