import { beforeEach, expect, it } from "vitest";
import { transact } from "@/db/client";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, writePost } from "@/e2e/support/talk-world";
import { markTeaserFiles, storeFile } from "./commands";
import { findFile } from "./queries";

beforeEach(freshDatabase);

it("a picture that an edit moves below the pay line is closed, one that moves above it opens", async () => {
  const community = await makeCommunity("wheels");
  const post = await writePost(community, community.ownerId, "Two pictures.");
  const store = (name: string, inTeaser: boolean) => {
    const prepared = { name, mime: "image/png", size: 1, width: 1, height: 1, sha256: name.repeat(8) };
    const place = { communityId: community.id, postId: post.id, uploadedBy: null };
    return transact((tx) => storeFile(tx, { ...place, inTeaser, prepared }));
  };
  const [above, below] = [await store("above", true), await store("below", false)];
  await transact((tx) => markTeaserFiles(tx, community.id, post.id, `<img src="/api/files/${below}">`));
  expect((await findFile(above))?.inTeaser).toBe(false);
  expect((await findFile(below))?.inTeaser).toBe(true);
});
