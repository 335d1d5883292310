import { asc } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { grants } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { freshDatabase } from "@/e2e/support/database";
import { makeBenefit, makeCommunity, makeMember } from "@/e2e/support/talk-world";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { recordTurnedGrants, replaceGrants } from "./commands";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);

async function setStage() {
  const { id: communityId } = await makeCommunity("one");
  const { userId, memberId } = await makeMember(communityId);
  const benefitId = await makeBenefit(communityId);
  const give = (from: string, to: string | null) =>
    transact((tx) =>
      replaceGrants(tx, {
        communityId,
        userId,
        memberId,
        sourceKind: "order",
        sourceId: "order",
        grants: [{ benefitId, startsAt: day(from), endsAt: to ? day(to) : null }],
      }),
    );
  return { memberId, give };
}

async function turns(): Promise<string[]> {
  const rows = await read().select().from(journal).orderBy(asc(journal.at), asc(journal.recordedAt));
  return rows
    .filter(({ verb }) => verb.startsWith("grant."))
    .map(({ verb, at, memberId }) => `${verb} ${at.toISOString().slice(0, 10)}${memberId ? "" : " of nobody"}`);
}

it("what lies ahead is recorded when it comes, with its own instant, once", async () => {
  await withTravellingClock(day("2026-01-10"), async (travel) => {
    const { give } = await setStage();
    expect(await give("2026-01-20", "2026-01-30")).toBe(1);
    expect(await turns()).toEqual([]);
    for (const at of ["2026-01-19", "2026-01-21", "2026-01-22", "2026-02-01", "2026-02-02"]) {
      travel(day(at));
      await transact((tx) => recordTurnedGrants(tx, new Date(now().getTime() - 7 * dayMs)));
    }
    expect(await turns()).toEqual(["grant.started 2026-01-20", "grant.ended 2026-01-30"]);
  });
});

it("a grant that vanishes before it began leaves no trace; one given back after its end begins again", async () => {
  await withTravellingClock(day("2026-01-10"), async (travel) => {
    const { give } = await setStage();
    await give("2026-02-01", "2026-03-01");
    await give("2026-01-10", "2026-01-15");
    expect(await turns()).toEqual(["grant.started 2026-01-10"]);
    travel(day("2026-01-20"));
    await give("2026-01-10", "2026-01-15");
    travel(day("2026-01-25"));
    expect(await give("2026-01-10", "2026-03-01")).toBe(1);
    expect(await give("2026-01-10", "2026-03-01")).toBe(0);
    expect(await turns()).toEqual(["grant.started 2026-01-10", "grant.ended 2026-01-15", "grant.started 2026-01-25"]);
    expect(await read().select().from(grants)).toHaveLength(1);
  });
});
