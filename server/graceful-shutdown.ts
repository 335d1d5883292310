import type { Server, ServerResponse } from "node:http";
import { log } from "../lib/platform/log";

const drainMaxMs = 8000;
const closeMaxMs = 1500;

/**
 * SIGTERM and SIGINT: takes no new connection, lets requests in flight finish for at most eight seconds, closes what
 * is open and exits with 0, all in less than ten seconds (systemd and Kubernetes wait longer before they kill).
 * Another Ctrl-C ends it at once; not within the first second, because npm and our own start script hand on a signal
 * that the terminal or systemd has already sent to everybody.
 */
export function gracefulShutdown(server: Server, close: () => Promise<void>): { begun: () => boolean } {
  let begun = false;
  let begunAt = 0;
  const inFlight = new Set<ServerResponse>();
  server.on("request", (_request, response: ServerResponse) => {
    inFlight.add(response);
    response.once("close", () => inFlight.delete(response));
  });

  const end = async (signal: NodeJS.Signals) => {
    if (begun) {
      if (signal === "SIGINT" && performance.now() - begunAt > 1000) process.exit(1);
      return;
    }
    begun = true;
    begunAt = performance.now();
    log.info({ signal, inFlight: inFlight.size }, "shutting down");
    for (const response of inFlight) if (!response.headersSent) response.setHeader("connection", "close");
    const drained = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.race([drained, after(drainMaxMs)]);
    server.closeAllConnections();
    await Promise.race([close(), after(closeMaxMs)]);
    log.info("stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end(signal));
  return { begun: () => begun };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
