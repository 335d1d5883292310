import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { activityDays, dayClosings, driftFindings, memberPeriods, projectionState } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity } from "@/e2e/support/talk-world";
import type { Verb } from "@/lib/journal/types";
import { dayMs, now, wallClock, withTravellingClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { closeDays } from "./close-days";
import { noteRebuilding } from "./commands/projection-state";
import { projectCommunity, projectingOf } from "./commands/projections";
import { rebuildSteps } from "./commands/rebuild";
import { catchUp, projectAll, rebuild } from "./project-now";
import { projectionShape, rebuildingShape } from "./projecting";
import { findFreshness } from "./queries/freshness";
import { verifyCommunity, verifyTonight } from "./verify-projections";

const zone = "UTC";
const june = (day: number, hour = 12) => new Date(Date.UTC(2026, 5, day, hour));

async function tell(communityId: string, verb: Verb, at: Date, detail: Record<string, string | number> = {}) {
  const money = verb.startsWith("paying.") ? { objectId: "sub", currency: "USD" } : { objectId: null, currency: null };
  const entry = { id: newId(), communityId, at, recordedAt: wallClock(), actorId: null, verb, memberId: "m" };
  await transact((tx) => tx.insert(journal).values({ ...entry, ...money, objectKind: null, amount: null, detail }));
}

const stateOf = async (communityId: string) =>
  (await read().select().from(projectionState).where(eq(projectionState.communityId, communityId)))[0]!;

describe("closing days", () => {
  beforeEach(freshDatabase);

  it("keeps a day's figures as they stood when it ended, whatever is recorded later", async () => {
    const { id } = await makeCommunity("closing");
    await withTravellingClock(june(10), async (travel) => {
      await tell(id, "member.joined", june(9));
      await tell(id, "paying.started", june(9), { monthlyAmount: 1200, interval: "month", productId: "plan" });
      await tell(id, "reaction.added", june(9, 20));
      await closeDays();
      await tell(id, "reaction.added", june(9, 21));
      await closeDays();
      travel(june(12));
      await closeDays();
    });
    const closed = await read().select().from(dayClosings).orderBy(dayClosings.day);
    expect(
      closed.map(({ day, members, paying, interactions, mrr }) => [day, members, paying, interactions, mrr]),
    ).toEqual([
      ["2026-06-09", 1, 1, 1, { USD: 1200 }],
      ["2026-06-10", 1, 1, 0, { USD: 1200 }],
      ["2026-06-11", 1, 1, 0, { USD: 1200 }],
    ]);
    const [row] = await read().select().from(activityDays).where(eq(activityDays.day, "2026-06-09"));
    expect(row!.count).toBe(2);
  });

  it("goes by the community's own midnight, and closes no more than a month after a long stop", async () => {
    const { id } = await makeCommunity("closing");
    await withTravellingClock(june(1, 23), async (travel) => {
      await closeDays();
      travel(june(1, 23.9));
      await closeDays();
      expect(await read().select().from(dayClosings)).toHaveLength(1);
      travel(new Date(june(1).getTime() + 200 * dayMs));
      await closeDays();
    });
    expect(await read().select().from(dayClosings).where(eq(dayClosings.communityId, id))).toHaveLength(32);
  });
});

describe("the alarm about drift", () => {
  beforeEach(freshDatabase);

  it("rises in the night after a row went wrong, says what, and ends once the projections are rebuilt", async () => {
    const { id } = await makeCommunity("drifting");
    await withTravellingClock(june(10), async (travel) => {
      await tell(id, "member.joined", june(9));
      await verifyTonight();
      expect(await findFreshness(id)).toMatchObject({ checkedAt: june(10), driftCount: 0, findings: [] });
      await transact((tx) => tx.update(memberPeriods).set({ endReason: "by hand" }));
      await verifyTonight();
      expect((await stateOf(id)).driftCount).toBe(0);
      travel(june(11));
      await verifyTonight();
      const alarm = await findFreshness(id);
      expect(alarm!.driftCount).toBeGreaterThan(0);
      expect(alarm!.findings.join()).toContain("by hand");
      await rebuild({ id, zone });
      await verifyCommunity(id, zone);
      expect(await findFreshness(id)).toMatchObject({ driftCount: 0, findings: [] });
      expect(await read().select().from(driftFindings)).toEqual([]);
    });
  });
});

describe("rebuilding in pieces", () => {
  beforeEach(freshDatabase);

  it("comes to the same rows, and says that it is under way until it is whole", async () => {
    const { id } = await makeCommunity("large");
    for (let day = 1; day < 9; day++) await tell(id, "reaction.added", june(day));
    const projecting = projectingOf(id, { zone, upTo: wallClock() });
    await transact((tx) => noteRebuilding(tx, projecting, 0));
    let pieces = 0;
    for await (const step of rebuildSteps(projecting)) {
      if (pieces++ > 3) break;
      await transact(step);
    }
    expect(await findFreshness(id)).toMatchObject({ isRebuilding: true });
    // Somebody is at work: neither a page nor the job begins another one.
    await catchUp({ id, zone });
    await projectAll();
    expect((await stateOf(id)).shape).toBe(rebuildingShape);
    await rebuild({ id, zone });
    expect(await stateOf(id)).toMatchObject({ shape: projectionShape, zone });
    expect(await read().select().from(activityDays)).toHaveLength(8);
    expect(await verifyCommunity(id, zone)).toEqual([]);
  });

  it("is taken over when nobody has heard of it for a while", async () => {
    const { id } = await makeCommunity("large");
    await tell(id, "reaction.added", june(1));
    const longAgo = new Date(wallClock().getTime() - 600_000);
    await transact((tx) => noteRebuilding(tx, projectingOf(id, { zone, upTo: longAgo }), 0));
    await projectAll();
    expect((await stateOf(id)).shape).toBe(projectionShape);
    expect(await read().select().from(activityDays)).toHaveLength(1);
  });

  it("of two at once leaves the projections whole and up to the later of both", async () => {
    const { id } = await makeCommunity("large");
    for (let day = 1; day < 9; day++) await tell(id, "reaction.added", june(day));
    const first = rebuild({ id, zone });
    await tell(id, "reaction.added", june(9));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([first, rebuild({ id, zone })]);
    await projectAll();
    expect((await stateOf(id)).shape).toBe(projectionShape);
    expect(await read().select().from(activityDays)).toHaveLength(9);
    expect(await verifyCommunity(id, zone)).toEqual([]);
  });

  it("follows an older shape, as an installation has it after an update", async () => {
    const { id } = await makeCommunity("older");
    await tell(id, "reaction.added", june(1));
    await transact((tx) => projectCommunity(tx, id, { zone, upTo: wallClock(), at: now() }));
    await transact((tx) => tx.update(projectionState).set({ shape: 0 }));
    await transact((tx) => tx.delete(activityDays));
    await catchUp({ id, zone });
    expect((await stateOf(id)).shape).toBe(projectionShape);
    expect(await read().select().from(activityDays)).toHaveLength(1);
  });
});
