import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus } from "node:os";
import { nodeArguments, root } from "../run.mjs";

/** A production server of our own on 127.0.0.1, with its cost readable from outside. */
export interface MeasuredServer {
  origin: string;
  /** Milliseconds from starting the process to "listening". */
  readyMs: number;
  startedAt: number;
  /** User and system time since the start, in milliseconds. Resolution 10 ms (100 clock ticks a second). */
  cpuMs(): number;
  /** Resident memory in MiB. */
  memoryMiB(): number;
  stop(): Promise<void>;
}

const canPin = process.platform === "linux" && cpus().length > 1 && has("taskset");
const startPatienceMs = 60_000;
const stopPatienceMs = 15_000;

/** Puts this process, which makes the load, on core 1. Says whether it worked. */
export function pinLoad(): boolean {
  if (canPin) execFileSync("taskset", ["-a", "-c", "-p", "1", String(process.pid)], { stdio: "ignore" });
  return canPin;
}

/**
 * Starts the built server with `settings` in its environment: on core 0 alone, or with `cores` "all" where one request
 * at a time is measured and nothing makes load beside it. Rejects when it ends or is silent for a minute.
 */
export async function startServer(
  settings: Record<string, string>,
  cores: "one" | "all" = "one",
): Promise<MeasuredServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    ...settings,
    NODE_ENV: "production" as const,
    PORT: String(port),
    GUILDHALL_URL: origin,
  };
  const node = [process.execPath, ...nodeArguments(`${root}server.ts`)];
  // taskset replaces itself with Node, so the child's pid is the server's.
  const [command, ...args] = canPin && cores === "one" ? ["taskset", "-c", "0", ...node] : node;
  const startedAt = performance.now();
  const child = spawn(command!, args, { cwd: root, env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await ready(child).catch(async (error: unknown) => {
    await stop(child);
    throw error;
  });
  return {
    origin,
    startedAt,
    readyMs: performance.now() - startedAt,
    cpuMs: () => cpuMs(child.pid!),
    memoryMiB: () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024,
    stop: () => stop(child),
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error("The server did not start within a minute.")), startPatienceMs);
    const settle = (end: () => void) => {
      clearTimeout(patience);
      end();
    };
    child.once("message", () => settle(resolve));
    child.once("error", (error) => settle(() => reject(error)));
    child.once("exit", (code) => settle(() => reject(new Error(`The server ended with exit code ${code}.`))));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), stopPatienceMs);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

/** Fields 14 and 15 of proc_pid_stat(5); the second field may hold spaces, so counting begins behind its bracket. */
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === "object" ? address.port : 0));
    });
  });
}

function has(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
