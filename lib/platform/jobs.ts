import { and, asc, eq, lt, lte, or, sql } from "drizzle-orm";
import { afterCommit, read, type Tx, transact } from "@/db/client";
import { jobs } from "@/db/schema/platform";
import { minuteMs, secondMs, wallClock } from "./clock";
import { newId } from "./ids";
import { log } from "./log";
import { shared } from "./shared-state";
import { announceChange, onChange } from "./signals";

/** What to do, said with ids only: the handler reads the rest when it runs. */
export interface NewJob {
  kind: string;
  payload: Record<string, string>;
  /** A second enqueue with the same key changes nothing (until the first is swept away). */
  uniqueKey?: string;
  runAt?: Date;
}

/** Does one job. Must be idempotent: a crash between its effect and its tick means it runs again. */
export type JobHandler = (payload: Record<string, string>) => Promise<void>;

interface Worker {
  handlers: Map<string, JobHandler>;
  schedules: { kind: string; everyMs: number }[];
  timer: NodeJS.Timeout | null;
  stopListening: () => void;
  running: Promise<void> | null;
  again: boolean;
}

const worker = shared<Worker>("jobs.worker", () => ({
  handlers: new Map(),
  schedules: [],
  timer: null,
  stopListening: () => undefined,
  running: null,
  again: false,
}));

const leaseMs = 5 * minuteMs;
const maxAttempts = 8;
const idlePollMs = 2 * secondMs;

/** Stores a job in the caller's transaction: it exists exactly if the change that needs it does. */
export async function enqueue(tx: Tx, job: NewJob): Promise<void> {
  const at = wallClock();
  await tx
    .insert(jobs)
    .values({
      id: newId(),
      kind: job.kind,
      payload: job.payload,
      uniqueKey: job.uniqueKey ?? null,
      state: "ready",
      runAt: job.runAt ?? at,
      attempts: 0,
      createdAt: at,
    })
    .onConflictDoNothing();
  afterCommit(() => announceChange({ kind: "jobs", id: job.kind }));
}

/** Names the handler of a kind of job. Called once per kind by the registry in lib/platform/job-registry.ts. */
export function handleJobs(kind: string, handler: JobHandler): void {
  worker.handlers.set(kind, handler);
}

/** Runs a kind of job once per time slot of `everyMs`; two instances collide on the slot's key and one wins. */
export function scheduleJob(kind: string, everyMs: number): void {
  if (!worker.schedules.some((known) => known.kind === kind)) worker.schedules.push({ kind, everyMs });
}

/** Starts working through jobs in the background of this process. */
export function startWorker(): void {
  if (worker.timer) return;
  worker.timer = setInterval(() => void kick(), idlePollMs);
  worker.timer.unref();
  worker.stopListening = onChange((change) => {
    if (change.kind === "jobs") void kick();
  });
  void kick();
}

/** Stops taking new jobs and waits for the one at work. */
export async function stopWorker(): Promise<void> {
  if (worker.timer) clearInterval(worker.timer);
  worker.timer = null;
  worker.stopListening();
  worker.again = false;
  await worker.running;
}

async function kick(): Promise<void> {
  if (worker.running) {
    worker.again = true;
    return;
  }
  worker.running = (async () => {
    do {
      worker.again = false;
      await enqueueDueSchedules();
      await runReadyJobs();
    } while (worker.again && worker.timer);
  })()
    .catch((error: Error) => log.error({ error: error.message }, "job worker"))
    .finally(() => {
      worker.running = null;
    });
  await worker.running;
}

async function enqueueDueSchedules(): Promise<void> {
  const at = wallClock().getTime();
  for (const { kind, everyMs } of worker.schedules) {
    const slot = Math.floor(at / everyMs);
    const uniqueKey = `${kind}:${slot}`;
    const [known] = await read().select({ id: jobs.id }).from(jobs).where(eq(jobs.uniqueKey, uniqueKey)).limit(1);
    if (!known) await transact((tx) => enqueue(tx, { kind, payload: {}, uniqueKey }));
  }
}

/** Runs every job that is due now, oldest first, until none is left. Returns how many ran. Used by tests and the seed. */
export async function runReadyJobs(): Promise<number> {
  for (let count = 0; ; count++) {
    const job = await claimNext();
    if (!job) return count;
    await runOne(job);
  }
}

type Job = typeof jobs.$inferSelect;

/** One conditional update decides who works on a job: a second claimer changes no row. */
async function claimNext(): Promise<Job | null> {
  const at = wallClock();
  const due = or(
    and(eq(jobs.state, "ready"), lte(jobs.runAt, at)),
    and(eq(jobs.state, "running"), lt(jobs.leaseEndsAt, at)),
  );
  const [candidate] = await read().select({ id: jobs.id }).from(jobs).where(due).orderBy(asc(jobs.runAt)).limit(1);
  if (!candidate) return null;
  const claimed = await transact((tx) =>
    tx
      .update(jobs)
      .set({
        state: "running",
        attempts: sql`${jobs.attempts} + 1`,
        leaseOwner: newId(),
        leaseEndsAt: new Date(at.getTime() + leaseMs),
      })
      .where(and(eq(jobs.id, candidate.id), due))
      .returning(),
  );
  const [job] = claimed;
  if (!job) return claimNext();
  if (job.attempts <= maxAttempts) return job;
  await buryKiller(job);
  return claimNext();
}

/** A job that was claimed eight times and never came back took its worker with it: nobody touches it again. */
async function buryKiller(job: Job): Promise<void> {
  log.warn({ job: job.kind, attempts: job.attempts }, "job gave up: its workers never came back");
  const end = { state: "dead", lastError: "its workers never came back" };
  await transact((tx) => tx.update(jobs).set(end).where(eq(jobs.id, job.id)));
}

async function runOne(job: Job): Promise<void> {
  const mine = and(eq(jobs.id, job.id), eq(jobs.leaseOwner, job.leaseOwner!));
  try {
    const handler = worker.handlers.get(job.kind);
    if (!handler) throw new Error(`no handler for jobs of kind ${job.kind}`);
    await handler(job.payload);
    await transact((tx) =>
      tx.update(jobs).set({ state: "done", finishedAt: wallClock(), lastError: null }).where(mine),
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const dead = job.attempts >= maxAttempts;
    log.warn({ job: job.kind, attempts: job.attempts, error: message, dead }, "job failed");
    const runAt = new Date(wallClock().getTime() + 2 ** job.attempts * secondMs);
    await transact((tx) =>
      tx
        .update(jobs)
        .set({ state: dead ? "dead" : "ready", runAt, lastError: message.slice(0, 500) })
        .where(mine),
    );
  }
}

/** Removes finished jobs older than a week; dead ones stay to be looked at. */
export async function sweepJobs(): Promise<void> {
  const before = new Date(wallClock().getTime() - 7 * 24 * 60 * minuteMs);
  await transact((tx) => tx.delete(jobs).where(and(eq(jobs.state, "done"), lt(jobs.finishedAt, before))));
}
