import type { Instrumentation } from "next";
import { assertKeysFitInstallation } from "@/lib/billing/gateway";
import { startSandbox, stopSandbox } from "@/lib/billing/sandbox/deliveries";
import { env } from "@/lib/platform/env";
import { loadClockOffset } from "@/lib/platform/installation";
import { registerJobs } from "@/lib/platform/job-registry";
import { startWorker, stopWorker } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { onShutdown } from "@/lib/platform/shutdown";
import { onChange } from "@/lib/platform/signals";

/** What the server does before its first request: settings, the demo's clock, the job worker. */
export async function startServer(): Promise<void> {
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  env();
  await assertKeysFitInstallation();
  await loadClockOffset();
  onChange((change) => {
    if (change.kind === "clock") void loadClockOffset();
  });
  await registerJobs();
  startWorker();
  onShutdown("jobs", stopWorker);
  startSandbox();
  onShutdown("payment sandbox", stopSandbox);
}

/** Logs an error with the digest its page shows. The query may hold tokens: it is left out. */
export const logRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const { digest, message, stack } = error as Error & { digest?: string };
  const path = request.path.split("?", 1)[0];
  const id = request.headers["x-request-id"];
  log.error(
    { id, digest, method: request.method, path, route: context.routePath, error: message, stack },
    "request failed",
  );
};
