import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { nodeArguments, root } from "../../scripts/run.mjs";
import { freePort } from "./postgres";
import { seededDirectory } from "./seeded";

export interface OwnServer {
  url: string;
  data: string;
  stop(): Promise<void>;
}

/**
 * A second server on a copy of its own of the played demo, for a spec that moves the clock or plants what others must
 * not meet. `prepare` names scripts that change the copy before the server starts.
 */
export async function startOwnServer(...prepare: string[]): Promise<OwnServer> {
  const data = mkdtempSync(path.join(tmpdir(), "guildhall-own-"));
  cpSync(seededDirectory(), data, { recursive: true });
  return start(data, prepare, {});
}

/** A second server on an empty directory that is to become a real installation: nobody has an account there yet. */
export async function startEmptyServer(): Promise<OwnServer> {
  const data = mkdtempSync(path.join(tmpdir(), "guildhall-empty-"));
  return start(data, ["scripts/db-migrate.ts"], { GUILDHALL_DEMO: "off" });
}

async function start(data: string, prepare: string[], settings: Record<string, string>): Promise<OwnServer> {
  const port = await freePort();
  const own = { NODE_ENV: "production" as const, PORT: String(port), GUILDHALL_DATA: data };
  const env = { ...process.env, ...settings, ...own };
  for (const script of prepare) runScript(script, { ...env, GUILDHALL_LOG: "error" });
  const child = spawn(process.execPath, nodeArguments(`${root}server.ts`), {
    cwd: root,
    env: { ...env, GUILDHALL_LOG: "error" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const url = `http://localhost:${port}`;
  const stop = async () => {
    await end(child);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await untilHealthy(url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, data, stop };
}

function runScript(script: string, env: NodeJS.ProcessEnv): void {
  const done = spawnSync(process.execPath, nodeArguments(`${root}${script}`), { cwd: root, env, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${script} failed:\n${done.stdout}${done.stderr}`);
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error("The server ended before it was ready.");
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The server was not ready within 30 seconds.");
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 11_000).unref();
  });
}
