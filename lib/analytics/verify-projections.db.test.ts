import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { firstSteps } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { activityMonthPacks, activityPacks, memberPayments, memberTurns } from "@/db/schema/packs";
import { makePaidCommunity, makePerson, type PaidCommunity, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { writePost } from "@/e2e/support/talk-world";
import { packPayments } from "./money-packs";
import { rebuild } from "./project-now";
import { withRevision } from "./stored-pack";
import { verifyCommunity } from "./verify-projections";

const zone = "Asia/Shanghai";
let world: PaidCommunity;

const verify = () => verifyCommunity(world.community.id, zone);
const heal = () => rebuild({ id: world.community.id, zone });

beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  const userId = await makePerson();
  await subscribeTo(world, userId, world.small.month);
  const [member] = await read().select().from(members).where(eq(members.userId, userId));
  await writePost(world.community, member!.id, "Text", { kind: "question" });
  await heal();
});

describe("verifying what is kept of people who paid and wrote", () => {
  it("finds nothing amiss in what the application made", async () => {
    expect(await verify()).toEqual([]);
    const took = { postedAt: expect.any(Date), paidAt: expect.any(Date) };
    expect(await read().select().from(firstSteps)).toContainEqual(expect.objectContaining(took));
  });

  it("finds changed, missing and extra first steps", async () => {
    await transact((tx) => tx.update(firstSteps).set({ postedAt: null }));
    expect(await verify()).toEqual([
      expect.stringMatching(/^first steps: missing/),
      expect.stringMatching(/^first steps: not in the journal/),
    ]);
    await heal();
    const [row] = await read().select().from(firstSteps);
    await transact((tx) => tx.delete(firstSteps));
    expect(await verify()).toEqual([expect.stringMatching(/^first steps: missing/)]);
    await heal();
    await transact((tx) => tx.insert(firstSteps).values({ ...row!, userId: "nobody", memberId: "nobody" }));
    expect(await verify()).toEqual([expect.stringMatching(/^first steps: not in the journal .*nobody/)]);
    await heal();
    expect(await verify()).toEqual([]);
  });

  it("finds changed, missing and extra payments in packs", async () => {
    const payment = {
      number: 0,
      at: new Date("2026-01-01T00:00:00Z"),
      kind: "charge" as const,
      currency: "CNY",
      productKind: "plan",
      amount: 1,
    };
    const invented = withRevision(packPayments([payment]));
    await transact((tx) => tx.update(memberPayments).set(invented));
    expect(await verify()).toEqual([
      expect.stringMatching(/^payments in packs: missing/),
      expect.stringMatching(/^payments in packs: not in the journal .*"amount":1/),
    ]);
    await heal();
    await transact((tx) => tx.delete(memberPayments));
    expect(await verify()).toEqual([expect.stringMatching(/^payments in packs: missing/)]);
    await heal();
    await transact((tx) => tx.insert(memberPayments).values({ communityId: world.community.id, pack: 7, ...invented }));
    expect(await verify()).toEqual([expect.stringMatching(/^payments in packs: not in the journal/)]);
    await heal();
    expect(await verify()).toEqual([]);
  });

  it("finds a pack whose revision is another's: processes that keep it open would not see that it changed", async () => {
    for (const [name, table] of Object.entries({
      "activity by day": activityPacks,
      "activity by month": activityMonthPacks,
      "turns of membership": memberTurns,
      payments: memberPayments,
    })) {
      await transact((tx) => tx.update(table).set({ revision: "another" }));
      expect(await verify()).toContainEqual(expect.stringMatching(new RegExp(`^packs of ${name}: .* damaged$`)));
      await heal();
    }
    expect(await verify()).toEqual([]);
  });
});
