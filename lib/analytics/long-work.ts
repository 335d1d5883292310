import { log } from "@/lib/platform/log";
import { shared } from "@/lib/platform/shared-state";

const running = shared("analytics.long-work", () => new Map<string, Promise<void>>());

/**
 * Does `work` beside the queue of jobs, in which a letter would wait behind it for minutes. Of the same name only one
 * is at work at a time; a failure is logged, and the job that asks again tries again.
 */
export function doBesideQueue(name: string, work: () => Promise<unknown>): void {
  if (running.has(name)) return;
  const done = work()
    .then(
      () => undefined,
      (error: Error) => log.error({ work: name, error: error.message }, "long work failed"),
    )
    .finally(() => running.delete(name));
  running.set(name, done);
}
