import { beforeEach, describe, expect, it, vi } from "vitest";
import { read, transact } from "@/db/client";
import { communities, members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import { newBrowser, submit } from "@/e2e/support/browser";
import { freshDatabase } from "@/e2e/support/database";
import { openSession } from "@/lib/identity/browser-session";
import { createUser } from "@/lib/identity/commands";
import { currentPerson } from "@/lib/identity/loaders";
import { markDemo } from "@/lib/platform/installation";
import { changeCommunityAction, openCommunityAction, setUpAction } from "./actions";
import { findCommunityBySlug, listDirectory, listTopics } from "./queries";

vi.mock("next/headers", () => import("@/e2e/support/browser"));

const opening = {
  name: "造轮子",
  promise: "每月造一个轮子",
  description: "## 给谁看\n\n写代码的人。",
  locale: "zh-CN",
  zone: "Asia/Shanghai",
  currency: "CNY",
};

const operator = {
  name: "老周",
  email: "zhou@example.org",
  password: "a long sentence",
  passwordAgain: "a long sentence",
};

async function signInAs(name: string, emailVerified = true) {
  const browser = newBrowser();
  const email = `${name.toLowerCase()}@example.org`;
  const session = await transact(async (tx) =>
    openSession(tx, await createUser(tx, { name, email, passwordHash: null, emailVerified }), false),
  );
  browser.jar.set("guildhall.session", session.token);
}

beforeEach(async () => {
  await freshDatabase();
});

describe("opening a community", () => {
  it("makes its address from the name, its first topics, and the founder its owner", async () => {
    await signInAs("Ada");
    expect(await submit(openCommunityAction, opening)).toEqual({ to: "/c/zao-lun-zi/manage" });
    const community = await findCommunityBySlug("zao-lun-zi");
    expect(community).toMatchObject({ name: "造轮子", glyph: "造", currency: "CNY", zone: "Asia/Shanghai" });
    expect(community?.descriptionHtml).toContain("<h2");
    expect((await listTopics(community!.id)).map(({ slug }) => slug)).toEqual(["announcements", "general"]);
    expect(await read().select().from(members)).toMatchObject([{ role: "owner", communityId: community!.id }]);
    const verbs = (await read().select().from(journal)).map(({ verb }) => verb).sort();
    expect(verbs).toEqual(["community.opened", "member.joined"]);
    expect(await listDirectory()).toMatchObject([{ slug: "zao-lun-zi", memberCount: 1 }]);
  });

  it("takes another address when the name's own is taken, and says so for a chosen one", async () => {
    await signInAs("Ada");
    await submit(openCommunityAction, opening);
    expect((await submit(openCommunityAction, opening)).to).toMatch(/^\/c\/zao-lun-zi-[a-z0-9]{5}\/manage$/);
    const chosen = await submit(openCommunityAction, { ...opening, slug: "zao-lun-zi" });
    expect(chosen.state).toMatchObject({
      status: "refused",
      fields: { slug: expect.any(String) },
      values: { name: "造轮子" },
    });
    expect(await read().select().from(communities)).toHaveLength(2);
  });

  it("wants a confirmed address, and somebody at all", async () => {
    await signInAs("Ada", false);
    expect((await submit(openCommunityAction, opening)).state?.message).toContain("Confirm your e-mail");
    newBrowser();
    expect((await submit(openCommunityAction, opening)).state?.message).toContain("Sign in first");
    expect(await read().select().from(communities)).toHaveLength(0);
  });

  it("cleans the description", async () => {
    await signInAs("Ada");
    await submit(openCommunityAction, {
      ...opening,
      description: "<script>alert(1)</script><img src=x onerror=alert(1)>hello",
    });
    const community = await findCommunityBySlug("zao-lun-zi");
    expect(community?.descriptionHtml).not.toMatch(/<script|onerror/);
  });
});

describe("changing a community", () => {
  beforeEach(async () => {
    await signInAs("Ada");
    await submit(openCommunityAction, opening);
  });
  const change = { ...opening, community: "zao-lun-zi", slug: "wheels", name: "造轮子夜校", currency: "USD" };

  it("moves it to its new address, keeps its currency and writes it down", async () => {
    expect(await submit(changeCommunityAction, change)).toEqual({ to: "/c/wheels/manage/settings" });
    expect(await findCommunityBySlug("zao-lun-zi")).toBeNull();
    expect(await findCommunityBySlug("wheels")).toMatchObject({ name: "造轮子夜校", currency: "CNY" });
    expect((await read().select().from(journal)).map(({ verb }) => verb)).toContain("community.changed");
  });

  it("is for those who run it", async () => {
    await signInAs("Eve");
    expect((await submit(changeCommunityAction, change)).state?.status).toBe("refused");
    expect((await submit(changeCommunityAction, { ...change, community: "nowhere" })).state?.message).toContain("gone");
    expect(await findCommunityBySlug("wheels")).toBeNull();
  });
});

describe("the first run", () => {
  const { name: communityName, ...rest } = opening;
  const setup = { ...rest, ...operator, communityName };

  it("makes the operator and the first community together and signs in", async () => {
    newBrowser();
    expect(await submit(setUpAction, setup)).toEqual({ to: "/c/zao-lun-zi/manage" });
    expect(await currentPerson()).toMatchObject({ name: "老周", isOperator: true, emailVerified: true });
    expect(await findCommunityBySlug("zao-lun-zi")).toMatchObject({ name: "造轮子" });
  });

  it("makes neither when one half cannot be", async () => {
    newBrowser();
    const { state } = await submit(setUpAction, { ...setup, slug: "admin", password: "short", passwordAgain: "short" });
    expect(Object.keys(state?.fields ?? {}).sort()).toEqual(["password", "slug"]);
    expect(state?.values).not.toHaveProperty("password");
    expect(await read().select().from(users)).toHaveLength(0);
  });

  it("is over once there is an account, and of two first people one comes second", async () => {
    newBrowser();
    const both = await Promise.all([
      submit(setUpAction, setup),
      submit(setUpAction, { ...setup, email: "eve@example.org" }),
    ]);
    expect(both.filter(({ to }) => to === "/c/zao-lun-zi/manage")).toHaveLength(1);
    expect(await read().select().from(users)).toHaveLength(1);
    expect((await submit(setUpAction, setup)).state?.message).toContain("set up already");
  });

  it("does not exist in a demo", async () => {
    newBrowser();
    await transact(markDemo);
    expect((await submit(setUpAction, setup)).state?.message).toContain("set up already");
  });
});
