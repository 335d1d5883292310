import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { installation } from "@/db/schema/platform";
import { freshDatabase } from "./database";

describe("freshDatabase", () => {
  beforeEach(freshDatabase);

  for (const round of ["first", "second"]) {
    it(`starts the ${round} test with no rows`, async () => {
      expect(await read().select().from(installation)).toEqual([]);
      await transact(async (tx) => {
        await tx.insert(installation).values({ key: "demo", value: round });
      });
      expect(await read().select().from(installation)).toEqual([{ key: "demo", value: round }]);
    });
  }
});
