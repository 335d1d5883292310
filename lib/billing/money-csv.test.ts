import { describe, expect, it } from "vitest";
import { type MoneyTable, moneyCsv, plainAmount, plainTime } from "./money-csv";

const bytes = (table: MoneyTable) => new Response(moneyCsv(table)).bytes();
const text = async (table: MoneyTable) => new TextDecoder().decode(await bytes(table));

describe("a list of money as a file", () => {
  it("begins with a byte order mark, and keeps what was given back a number below zero", async () => {
    const table = { columns: ["编号", "金额"], rows: [["W-000001", plainAmount(-3950, "CNY")]] };
    expect([...(await bytes(table)).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(await text(table)).toBe("编号,金额\nW-000001,-39.5\n");
  });

  it("makes names harmless that a spreadsheet would run as a formula", async () => {
    const names = ['=HYPERLINK("http://evil")', "+1", "-1+2", "@sum", "\tx"];
    const lines = (await text({ columns: ["Person"], rows: names.map((name) => [name]) })).split("\n").slice(1, -1);
    for (const line of lines) expect(line).toMatch(/^"?'/);
  });

  it("takes rows page by page, and has a head even without any", async () => {
    async function* pages() {
      yield ["a", 1] as const;
      yield ["b", null] as const;
    }
    expect(await text({ columns: ["x", "y"], rows: pages() })).toBe("x,y\na,1\nb,\n");
    expect(await text({ columns: ["x"], rows: [] })).toBe("x\n");
  });

  it("breaks off when a page cannot be read", async () => {
    async function* pages(): AsyncGenerator<readonly string[]> {
      yield ["a"];
      throw new Error("the database is gone");
    }
    await expect(text({ columns: ["x"], rows: pages() })).rejects.toThrow();
  });

  it("writes amounts in major units of their currency, and moments in UTC", () => {
    expect([plainAmount(990, "CNY"), plainAmount(990, "JPY"), plainAmount(null, "CNY")]).toEqual([9.9, 990, null]);
    expect(plainTime(new Date("2026-03-01T10:00:00Z"))).toBe("2026-03-01 10:00:00");
    expect(plainTime(null)).toBe("");
  });
});
