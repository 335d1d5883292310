/**
 * `node scripts/run.mjs FILE ARGS…` runs one of the project's TypeScript files on the Node the project brings along
 * (package `node-linux-*`), whatever Node is installed: better-sqlite3 crashes without a word on Node 20.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** @returns {string | null} A Node binary of at least version 24.14, or null when there is none. */
export function findNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 14)) return process.execPath;
  const bundled = `${root}node_modules/node-linux-${process.arch}/bin/node`;
  return existsSync(bundled) ? bundled : null;
}

/** @returns {string[]} Arguments that make Node resolve our TypeScript and take the server's side of `server-only`. */
export function nodeArguments(file) {
  return ["--disable-warning=ExperimentalWarning", "--conditions=react-server", `--import=${root}scripts/hooks.mjs`, file];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const node = findNode();
  if (!node) {
    console.error(`Guildhall needs Node 24.14 or newer; this is ${process.version}. Run \`npm install\` first: it brings one along.`);
    process.exit(1);
  }
  const [file, ...rest] = process.argv.slice(2);
  const child = spawn(node, [...nodeArguments(`${root}${file}`), ...rest], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
