/**
 * Lets plain Node 24 run the project's TypeScript as it stands: `@/x` means the project root, and a relative or
 * aliased import may leave out `.ts`/`.tsx`. Node strips the types itself; nothing is compiled or bundled.
 */
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("../", import.meta.url);
const endings = ["", ".ts", ".tsx", ".mjs", "/index.ts"];

function locate(url) {
  for (const ending of endings) {
    const candidate = fileURLToPath(url) + ending;
    if (/\.(ts|tsx|mjs|js|json)$/.test(candidate) && existsSync(candidate)) return pathToFileURL(candidate).href;
  }
  return null;
}

registerHooks({
  resolve(specifier, context, next) {
    const ours = context.parentURL?.startsWith(root.href) && !context.parentURL.includes("/node_modules/");
    if (ours && specifier.startsWith("@/")) {
      const found = locate(new URL(specifier.slice(2), root));
      if (found) return { url: found, shortCircuit: true };
    }
    if (ours && specifier.startsWith(".")) {
      const found = locate(new URL(specifier, context.parentURL));
      if (found) return { url: found, shortCircuit: true };
    }
    return next(specifier, context);
  },
});
