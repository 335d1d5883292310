/**
 * `node scripts/run.mjs FILE ARGS…` runs one of the project's TypeScript files on the Node the project brings along
 * (package `node-linux-*`), whatever Node is installed: better-sqlite3 crashes without a word on Node 20.
 * Settings are read from `.env` where there is one; what stands in the environment wins.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

/** True when this process runs on a Node that can load the project. */
export function suitable(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 24 || (major === 24 && minor >= 14);
}

/** @returns {string | null} A Node binary of at least version 24.14, or null when there is none. */
export function findNode() {
  if (suitable()) return process.execPath;
  const bundled = `${root}node_modules/node-linux-${process.arch}/bin/node`;
  return existsSync(bundled) ? bundled : null;
}

/**
 * @returns {string[]} Arguments that make Node resolve our TypeScript. Scripts take the server's side of `server-only`
 * and of React; server.ts must not, because Next brings its own React for each side.
 */
export function nodeArguments(file) {
  return [
    "--disable-warning=ExperimentalWarning",
    ...(file.endsWith("server.ts") ? [] : ["--conditions=react-server"]),
    // Node says so aloud when the file of --env-file-if-exists is absent.
    ...(existsSync(`${root}.env`) ? [`--env-file=${root}.env`] : []),
    `--import=${pathToFileURL(`${root}scripts/hooks.mjs`).href}`,
    file,
  ];
}

/** The sentence for a machine without a usable Node. */
export function noNode() {
  return `Guildhall needs Node 24.14 or newer; this is ${process.version}, and none comes along for ${process.platform}-${process.arch}. Run \`npm install\` first; if this message stays, install Node 24 from nodejs.org.`;
}

/**
 * Runs `command` in the project's folder with our input and output, hands signals on to it, and resolves with its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runChild(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    const pass = (signal) => child.kill(signal);
    // Ctrl-C reaches the child by itself (same terminal); being killed here first would orphan it.
    const wait = () => {};
    process.on("SIGTERM", pass);
    process.on("SIGINT", process.stdin.isTTY ? wait : pass);
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code, signal) => {
      process.off("SIGTERM", pass);
      process.off("SIGINT", process.stdin.isTTY ? wait : pass);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const node = findNode();
  if (!node) {
    console.error(noNode());
    process.exit(1);
  }
  const [file, ...rest] = process.argv.slice(2);
  process.exit(await runChild(node, [...nodeArguments(`${root}${file}`), ...rest], { env: withOurNode(node) }));
}

/** The environment for a child: tools it starts in turn (drizzle-kit, vitest) find the same Node first. */
export function withOurNode(node) {
  return { ...process.env, PATH: `${node.slice(0, node.lastIndexOf("/"))}:${process.env.PATH ?? ""}` };
}
