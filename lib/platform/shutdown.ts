import { log } from "./log";
import { shared } from "./shared-state";

const tasks = shared("shutdown", () => new Map<string, () => Promise<void> | void>());

/** Registers what must be closed when the process ends: a worker, a poller. Registering a name again replaces it. */
export function onShutdown(name: string, close: () => Promise<void> | void): void {
  tasks.set(name, close);
}

/** Closes everything that was registered, the latest first. A task that fails is logged and does not stop the rest. */
export async function runShutdown(): Promise<void> {
  for (const [name, close] of [...tasks].reverse()) {
    try {
      await close();
    } catch (error) {
      log.error({ error: (error as Error).message, task: name }, "could not close cleanly");
    }
  }
  tasks.clear();
}
