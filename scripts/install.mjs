/** Installs what package-lock.json asks for, when it is not there yet. Runs on any Node from 18. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { findNode, root, runChild, suitable } from "./run.mjs";
import { step } from "./step.mjs";

const stamp = `${root}node_modules/.guildhall-stamp`;
const digest = () =>
  createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .digest("hex");

/** @returns {Promise<boolean>} False when the installation failed; the reason has been printed. */
export async function ensureInstalled() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest() && findNode()) return true;
  const worked = await step("Installing packages (about a minute the first time)", () => npm("install"));
  if (worked) writeFileSync(stamp, digest());
  return worked;
}

/**
 * npm leaves out optional packages whose `engines` do not suit the Node it runs on; run on our own Node it
 * brings them. Used for the Chromium in a package, which only the tests need.
 */
export function installOptional() {
  return step("Installing what only Node 24 may install", () => npm("install", findNode()));
}

async function npm(command, node = process.execPath) {
  const cli = process.env.npm_execpath;
  const args = [command, "--no-audit", "--no-fund"];
  const env = { ...process.env, npm_config_progress: "false" };
  if (cli?.endsWith(".js") && existsSync(cli)) return (await runChild(node, [cli, ...args], { env })) === 0;
  if (node !== process.execPath || suitable()) env.PATH = `${node.slice(0, node.lastIndexOf("/"))}:${env.PATH}`;
  return (await runChild("npm", args, { env })) === 0;
}
