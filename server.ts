import { createServer, type IncomingMessage } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import next from "next";
import { closeDatabase } from "./db/client";
import { publicUrl, readSettings, SettingsError } from "./lib/platform/env";
import { log } from "./lib/platform/log";
import { runShutdown } from "./lib/platform/shutdown";
import { frontDoor } from "./server/front-door";
import { gracefulShutdown } from "./server/graceful-shutdown";
import { followPublicVersions } from "./server/public-versions";

/**
 * The front door: a small HTTP server before Next. It gives each request an id, a client address and a nonce, limits
 * bodies, answers visitors from shared copies, and ends cleanly. `--dev` starts Next's development server behind it.
 */
const root = path.dirname(fileURLToPath(import.meta.url));
const dev = process.argv.includes("--dev");

async function main(): Promise<void> {
  process.chdir(root);
  const settings = readSettings();
  const port = settings.PORT ?? 3000;
  // Next would put its own WebSocket handler on the first server it sees; in production nothing may be upgraded.
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 20_000,
  });
  server.maxHeadersCount = 200;
  const app = next({ dev, dir: root, port, httpServer: dev ? server : createServer() });
  await app.prepare();
  const versions = dev ? null : await followPublicVersions();

  const shutdown = gracefulShutdown(server, async () => {
    versions?.stop();
    await runShutdown();
    await closeDatabase();
  });
  const handle = app.getRequestHandler();
  server.on("request", frontDoor({ root, dev, settings, versions, handle, shuttingDown: shutdown.begun }));
  if (!dev) server.on("upgrade", (_request: IncomingMessage, socket) => socket.destroy());
  server.on("error", (error: NodeJS.ErrnoException) => fail(listenProblem(error, port)));
  server.listen(port, () => {
    const address = server.address();
    const listening = address && typeof address === "object" ? address.port : port;
    log.info({ port: listening, url: publicUrl(), pid: process.pid }, "ready");
    process.send?.({ ready: true, port: listening });
    if (dev) console.log(`Guildhall (development) on http://localhost:${listening}`);
  });
}

function listenProblem(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`;
  if (error.code === "EACCES")
    return `Port ${port} may not be opened by this user. Ports below 1024 need root; PORT=3000 does not.`;
  return `The server could not listen on port ${port}: ${error.message}`;
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

process.on("unhandledRejection", (reason) =>
  log.error({ error: String(reason instanceof Error ? reason.stack : reason) }, "unhandled rejection"),
);

main().catch((error: unknown) => {
  if (error instanceof SettingsError)
    fail(
      ["Guildhall cannot start with these settings:", ...error.problems.map((problem) => `  ${problem}`)].join("\n"),
    );
  fail(`Guildhall could not start: ${error instanceof Error ? error.stack : String(error)}`);
});
