import { beforeEach, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { freshDatabase } from "@/e2e/support/database";
import { createUser } from "@/lib/identity/commands";
import { foundCommunity } from "@/lib/members/found-community";
import { NotFound } from "@/lib/platform/errors";
import { addTopic, moveTopic, renameTopic } from "./commands";
import { findCommunityBySlug, listMemberships, listTopics } from "./queries";

const face = { promise: "A promise", descriptionMarkdown: "", descriptionHtml: "", locale: "en", zone: "UTC" } as const;

describe("topics", () => {
  let owner: string;
  let here: { communityId: string; actorId: string };
  let there: { communityId: string; actorId: string };

  const found = async (slug: string, createdBy: string) => {
    const { communityId, memberId } = await transact((tx) =>
      foundCommunity(tx, { ...face, slug, name: slug, currency: "USD", createdBy }),
    );
    return { communityId, actorId: memberId };
  };
  const names = async () => (await listTopics(here.communityId)).map(({ name }) => name);

  beforeEach(async () => {
    await freshDatabase();
    owner = await transact((tx) => createUser(tx, { name: "Olga", email: "olga@example.org", passwordHash: null }));
    here = await found("here", owner);
    there = await found("there", owner);
  });

  it("a new topic stands last, with an address of its own even for the same name", async () => {
    await transact((tx) => addTopic(tx, { ...here, name: "Query plans" }));
    await transact((tx) => addTopic(tx, { ...here, name: "Query plans" }));
    await transact((tx) => addTopic(tx, { ...here, name: "C" }));
    expect(await names()).toEqual(["Announcements", "General", "Query plans", "Query plans", "C"]);
    const slugs = (await listTopics(here.communityId)).map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(5);
    expect(slugs[2]).toBe("query-plans");
  });

  it("moves one place and stays at the ends", async () => {
    const id = await transact((tx) => addTopic(tx, { ...here, name: "Query plans" }));
    await transact((tx) => moveTopic(tx, { ...here, topicId: id, direction: "up" }));
    expect(await names()).toEqual(["Announcements", "Query plans", "General"]);
    await transact((tx) => moveTopic(tx, { ...here, topicId: id, direction: "up" }));
    await transact((tx) => moveTopic(tx, { ...here, topicId: id, direction: "up" }));
    expect(await names()).toEqual(["Query plans", "Announcements", "General"]);
    await transact((tx) => moveTopic(tx, { ...here, topicId: id, direction: "down" }));
    expect(await names()).toEqual(["Announcements", "Query plans", "General"]);
  });

  it("a renamed topic keeps its address, so links go on working", async () => {
    const [topic] = await listTopics(here.communityId);
    await transact((tx) => renameTopic(tx, { ...here, topicId: topic!.id, name: "News" }));
    expect((await listTopics(here.communityId))[0]).toEqual({ ...topic, name: "News" });
  });

  it("another community's topic does not exist here", async () => {
    const [topic] = await listTopics(there.communityId);
    const topicId = topic!.id;
    await expect(transact((tx) => renameTopic(tx, { ...here, topicId, name: "Taken" }))).rejects.toThrow(NotFound);
    await expect(transact((tx) => moveTopic(tx, { ...here, topicId, direction: "down" }))).rejects.toThrow(NotFound);
    expect((await listTopics(there.communityId))[0]).toEqual(topic);
  });

  it("there can be thirty and no more", async () => {
    for (let count = 2; count < 30; count++) await transact((tx) => addTopic(tx, { ...here, name: `Topic ${count}` }));
    await expect(transact((tx) => addTopic(tx, { ...here, name: "One more" }))).rejects.toMatchObject({
      code: "topics-full",
    });
    expect(await listTopics(here.communityId)).toHaveLength(30);
  });

  it("a person's communities are listed in the order they joined", async () => {
    expect((await listMemberships(owner)).map(({ slug, role }) => [slug, role])).toEqual([
      ["here", "owner"],
      ["there", "owner"],
    ]);
    expect(await listMemberships("nobody")).toEqual([]);
  });

  it("what cannot be an address is no community", async () => {
    for (const slug of ["", "a\u0000b", "../here", "x".repeat(500)]) expect(await findCommunityBySlug(slug)).toBeNull();
    expect((await findCommunityBySlug("here"))?.id).toBe(here.communityId);
  });
});
