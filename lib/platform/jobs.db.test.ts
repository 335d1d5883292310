import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { jobs } from "@/db/schema/platform";
import { freshDatabase } from "@/e2e/support/database";
import { wallClock } from "./clock";
import { enqueue, handleJobs, type NewJob, runReadyJobs, sweepJobs } from "./jobs";

beforeEach(async () => {
  await freshDatabase();
});

const put = (job: Partial<NewJob> = {}) => transact((tx) => enqueue(tx, { kind: "test.note", payload: {}, ...job }));
const rows = () => read().select().from(jobs);
const set = (values: Partial<typeof jobs.$inferInsert>) => transact((tx) => tx.update(jobs).set(values));
const past = () => new Date(wallClock().getTime() - 1000);

/** A handler that notes what it was given, and fails as long as `failing` says so. */
function noteTaker() {
  const notes: string[] = [];
  const state = { failing: false };
  handleJobs("test.note", async ({ n = "" }) => {
    notes.push(n);
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (state.failing) throw new Error("the handler failed");
  });
  return { notes, state };
}

describe("the queue", () => {
  it("runs each job once although eight workers look for work at once", async () => {
    const { notes } = noteTaker();
    for (let n = 0; n < 24; n++) await put({ payload: { n: String(n) } });
    const counts = await Promise.all(Array.from({ length: 8 }, () => runReadyJobs()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(24);
    expect(notes.toSorted()).toEqual(Array.from({ length: 24 }, (_, n) => String(n)).toSorted());
    expect(new Set((await rows()).map(({ state }) => state))).toEqual(new Set(["done"]));
  });

  it("keeps a job exactly if the transaction that enqueues it commits", async () => {
    const failing = transact(async (tx) => {
      await enqueue(tx, { kind: "test.note", payload: {} });
      throw new Error("undone");
    });
    await expect(failing).rejects.toThrow("undone");
    expect(await rows()).toEqual([]);
  });

  it("stores one job per unique key, also when enqueued at once, and any number without", async () => {
    await Promise.all(Array.from({ length: 5 }, () => put({ uniqueKey: "k" })));
    await put();
    await put();
    expect((await rows()).map(({ uniqueKey }) => uniqueKey).sort()).toEqual(["k", null, null].sort());
  });

  it("leaves alone what is due later", async () => {
    const { notes } = noteTaker();
    await put({ runAt: new Date(wallClock().getTime() + 60_000) });
    expect([await runReadyJobs(), notes.length]).toEqual([0, 0]);
  });

  it("takes over a job whose worker has gone silent, and not before", async () => {
    const { notes } = noteTaker();
    await put();
    const running = { state: "running", leaseOwner: "a worker that was killed", attempts: 1 };
    await set({ ...running, leaseEndsAt: new Date(wallClock().getTime() + 60_000) });
    expect(await runReadyJobs()).toBe(0);
    await set({ leaseEndsAt: past() });
    expect(await runReadyJobs()).toBe(1);
    const [job] = await rows();
    expect([job?.state, job?.attempts, notes.length]).toEqual(["done", 2, 1]);
  });

  it("lets a worker that lost its lease change nothing any more", async () => {
    await put();
    handleJobs("test.note", async () => {
      await set({ leaseOwner: "somebody else" });
    });
    await runReadyJobs();
    const [job] = await rows();
    expect([job?.state, job?.leaseOwner]).toEqual(["running", "somebody else"]);
  });

  it("tries a failing job again after 2, 4, 8 … seconds, and gives up after the eighth time", async () => {
    const { notes, state } = noteTaker();
    state.failing = true;
    await put();
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      const before = wallClock().getTime();
      expect(await runReadyJobs()).toBe(1);
      const [job] = await rows();
      delays.push(Math.round((job!.runAt.getTime() - before) / 1000));
      expect([job?.attempts, job?.state, job?.lastError]).toEqual([
        attempt,
        attempt < 8 ? "ready" : "dead",
        "the handler failed",
      ]);
      expect(await runReadyJobs()).toBe(0);
      await set({ runAt: past() });
    }
    expect(delays).toEqual([2, 4, 8, 16, 32, 64, 128, 256]);
    expect([await runReadyJobs(), notes.length]).toEqual([0, 8]);
  });

  it("gives up on a job that kills its worker every time", async () => {
    const { notes } = noteTaker();
    await put();
    await set({ state: "running", leaseOwner: "killed", leaseEndsAt: past(), attempts: 8 });
    expect([await runReadyJobs(), notes.length]).toEqual([0, 0]);
    expect((await rows())[0]?.state).toBe("dead");
  });

  it("clears the error of an earlier try when a later one succeeds", async () => {
    const { state } = noteTaker();
    state.failing = true;
    await put();
    await runReadyJobs();
    state.failing = false;
    await set({ runAt: past() });
    await runReadyJobs();
    const [job] = await rows();
    expect([job?.state, job?.lastError]).toEqual(["done", null]);
  });

  it("puts a kind nobody handles aside like a failure, without stopping the others", async () => {
    const { notes } = noteTaker();
    await put({ kind: "test.unknown" });
    await put({ payload: { n: "after" } });
    await runReadyJobs();
    expect(notes).toEqual(["after"]);
    const [unknown] = await read().select().from(jobs).where(eq(jobs.kind, "test.unknown"));
    expect([unknown?.state, unknown?.lastError]).toEqual(["ready", "no handler for jobs of kind test.unknown"]);
  });

  it("sweeps away what was finished a week ago and keeps the rest", async () => {
    noteTaker();
    await put();
    await runReadyJobs();
    await sweepJobs();
    expect(await rows()).toHaveLength(1);
    await set({ finishedAt: new Date(wallClock().getTime() - 8 * 24 * 3_600_000) });
    await set({ state: "dead" });
    await sweepJobs();
    expect(await rows()).toHaveLength(1);
    await set({ state: "done" });
    await sweepJobs();
    expect(await rows()).toEqual([]);
  });
});
