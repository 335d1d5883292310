import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { multipart, type RawAnswer, rawRequest } from "./raw-request";

/** The ids of server actions that anybody can read in the scripts of the build. */
export function actionIdsInScripts(): string[] {
  const folder = path.join(process.cwd(), ".next", "static");
  const ids = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".js")) continue;
    for (const [, id] of readFileSync(path.join(folder, name), "utf8").matchAll(/["']([0-9a-f]{42})["']/g))
      ids.add(id!);
  }
  return [...ids].sort();
}

/** Every action of the build, those whose ids stand in pages only included. */
export function actionIdsInBuild(): string[] {
  const file = path.join(process.cwd(), ".next", "server", "server-reference-manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { node: Record<string, unknown> };
  return Object.keys(manifest.node).sort();
}

/** Calls an action as the client's runtime does: (previous state, form). Says also from which page and origin. */
export function callAction(
  base: string,
  id: string,
  fields: Record<string, string>,
  {
    page = "/",
    cookie = "",
    origin = base,
    shape = "state",
  }: { page?: string; cookie?: string; origin?: string; shape?: "state" | "form" } = {},
): Promise<RawAnswer> {
  const args = shape === "state" ? '[{"status":"idle"},"$K1"]' : '["$K1"]';
  const entries = Object.entries(fields).map(([name, value]) => [`_1_${name}`, value] as const);
  const { body, contentType } = multipart([...entries, ["0", args]]);
  const headers: Record<string, string> = {
    "next-action": id,
    accept: "text/x-component",
    "content-type": contentType,
    origin,
  };
  if (cookie) headers.cookie = cookie;
  return rawRequest(base, page, { method: "POST", headers, body });
}
