import type { Instrumentation } from "next";

/** Runs once when the server process starts, before the first request. */
export async function register(): Promise<void> {
  // The literal comparison is what lets the bundler leave Node's modules out of the edge build.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startServer } = await import("./server/start");
    await startServer();
  }
}

/** Every error a request ends in, with the digest the error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (...report) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logRequestError } = await import("./server/start");
    logRequestError(...report);
  }
};
