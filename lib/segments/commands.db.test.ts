import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { memberSpans } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember } from "@/e2e/support/talk-world";
import { saveSegment, setSegmentArchived } from "./commands";
import { maxSegments } from "./fields";
import { findSegment, listSegmentNames } from "./queries/filters";
import { listSegmentMembers, listSegments, streamSegmentMembers } from "./queries/segments";
import type { Rule } from "./schema";

beforeEach(async () => {
  await freshDatabase();
});

const rule: Rule = { field: "membership", is: "is", value: "member" };

async function makeSegment() {
  const community = await makeCommunity("guild");
  const own = { communityId: community.id, actorId: community.ownerId };
  const id = await transact((tx) => saveSegment(tx, { ...own, name: "Members", rule }));
  return { community, own, id };
}

describe("a saved segment", () => {
  it("is found by its community only, and the journal says who saved it", async () => {
    const { community, own, id } = await makeSegment();
    const other = await makeCommunity("elsewhere");
    expect(await findSegment(community.id, id)).toMatchObject({ id, name: "Members", rule });
    expect(await findSegment(other.id, id)).toBeNull();
    expect(await listSegmentNames(other.id)).toEqual([]);
    const intruder = { communityId: other.id, actorId: other.ownerId, id };
    await expect(transact((tx) => saveSegment(tx, { ...intruder, name: "Mine", rule }))).rejects.toThrow();
    await expect(transact((tx) => setSegmentArchived(tx, { ...intruder, archived: true }))).rejects.toThrow();
    await transact((tx) => saveSegment(tx, { ...own, id, name: "All members", rule: { all: [rule] } }));
    expect(await listSegmentNames(community.id)).toEqual([{ id, name: "All members" }]);
    const entries = await read().select().from(journal);
    expect(entries.map(({ verb, objectId, actorId, detail }) => [verb, objectId, actorId, detail])).toEqual([
      ["segment.saved", id, community.ownerId, { name: "Members" }],
      ["segment.saved", id, community.ownerId, { name: "All members" }],
    ]);
  });

  it("leaves the menus when it is archived, and stays valid where it is used", async () => {
    const { community, own, id } = await makeSegment();
    await transact((tx) => setSegmentArchived(tx, { ...own, id, archived: true }));
    await transact((tx) => setSegmentArchived(tx, { ...own, id, archived: true }));
    expect(await listSegmentNames(community.id)).toEqual([]);
    expect(await findSegment(community.id, id)).toMatchObject({ rule, archivedAt: expect.any(Date) });
    await transact((tx) => setSegmentArchived(tx, { ...own, id, archived: false }));
    expect(await listSegmentNames(community.id)).toEqual([{ id, name: "Members" }]);
    const verbs = (await read().select().from(journal)).map(({ verb }) => verb);
    expect(verbs.toSorted()).toEqual(["segment.archived", "segment.saved", "segment.saved"]);
  });

  it("is one of at most so many that all can be counted, and never holds what is no rule", async () => {
    const { own } = await makeSegment();
    for (let nth = 1; nth < maxSegments; nth++)
      await transact((tx) => saveSegment(tx, { ...own, name: `Segment ${nth}`, rule }));
    await expect(transact((tx) => saveSegment(tx, { ...own, name: "One more", rule }))).rejects.toMatchObject({
      code: "segment-too-many",
    });
    const nonsense = { field: "membership", is: "is", value: "rich" } as unknown as Rule;
    await expect(transact((tx) => saveSegment(tx, { ...own, name: "No rule", rule: nonsense }))).rejects.toThrow();
    expect(await listSegments(own.communityId)).toHaveLength(maxSegments);
  });
});

describe("the members of a segment", () => {
  it("come page by page, and all of them in the file", async () => {
    const { community } = await makeSegment();
    const startsAt = new Date(Date.UTC(2026, 0, 1));
    const units = { cohortMonth: 0, cohortWeek: 0, fromMonth: 0, fromWeek: 0 };
    const ids: string[] = [];
    for (let nth = 0; nth < 5; nth++) {
      const { memberId } = await makeMember(community.id);
      ids.push(memberId);
      const span = { communityId: community.id, memberId, scope: "member", startsAt, ordinal: 0, ...units };
      await transact((tx) => tx.insert(memberSpans).values(span));
    }
    const segment = { communityId: community.id, rule, zone: "UTC" };
    const asOf = new Date(Date.UTC(2026, 1, 1));
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await listSegmentMembers(segment, asOf, { after, limit: 2 });
      found.push(...page.rows.map(({ memberId }) => memberId));
      after = page.next ?? undefined;
    } while (after);
    expect(found).toEqual(ids.toSorted());
    const streamed: string[] = [];
    for await (const batch of streamSegmentMembers(segment, asOf)) streamed.push(...batch.map((row) => row.memberId));
    expect(streamed).toEqual(found);
    expect(await listSegmentMembers(segment, new Date(Date.UTC(2025, 11, 31)), { limit: 2 })).toMatchObject({
      rows: [],
    });
  });
});
