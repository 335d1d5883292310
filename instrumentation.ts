import type { Instrumentation } from "next";

/** Runs once when the server process starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { env } = await import("@/lib/platform/env");
  const { loadClockOffset } = await import("@/lib/platform/installation");
  const { startWorker, stopWorker } = await import("@/lib/platform/jobs");
  const { onShutdown } = await import("@/lib/platform/shutdown");
  env();
  await loadClockOffset();
  startWorker();
  onShutdown("jobs", stopWorker);
}

/** Every error a request ends in, with the digest the error page shows. The query may hold tokens: it is left out. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { log } = await import("@/lib/platform/log");
  const { digest, message, stack } = error as Error & { digest?: string };
  const path = request.path.split("?", 1)[0];
  const id = request.headers["x-request-id"];
  log.error(
    { id, digest, method: request.method, path, route: context.routePath, error: message, stack },
    "request failed",
  );
};
