import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import { read } from "../client";
import { amongIds, amongMany, idList } from "./sql";

/** Any text but the character no PostgreSQL text can hold, and much of what lists are written with. */
const anyId = fc.oneof(
  fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
  fc.string({ unit: fc.constantFrom('"', "\\", ",", "{", "}", "'", " ", "a", "\n") }),
  fc.constantFrom("NULL", "null", ""),
);

describe("a list of ids", () => {
  beforeAll(freshDatabase);

  it("holds exactly these ids, whatever they are made of", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyId, { minLength: 1, maxLength: 12 }), fc.nat(12), async (ids, listed) => {
        const known = sql.join(
          ids.map((id) => sql`(${id})`),
          sql`, `,
        );
        const column = sql`known.column1`;
        const some = ids.slice(0, listed);
        for (const isListed of [amongMany(some)(column), amongIds(column, idList(some))]) {
          const rows = await read()
            .select({ id: sql<string>`known.column1` })
            .from(sql`(values ${known}) as known`)
            .where(isListed);
          expect(rows.map(({ id }) => id).sort()).toEqual(some.toSorted());
        }
      }),
      { numRuns: 150 },
    );
  });

  it("of more than fits a hash table is the same list", async () => {
    const many = Array.from({ length: 100_001 }, (_, i) => `id ${i}`);
    const rows = await read()
      .select({ id: sql<string>`known.column1` })
      .from(sql`(values (${"id 7"}), (${"nobody"}), (${"id 100000"})) as known`)
      .where(amongMany(many)(sql`known.column1`));
    expect(rows.map(({ id }) => id).sort()).toEqual(["id 100000", "id 7"]);
  });
});
