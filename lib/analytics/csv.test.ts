import { describe, expect, it } from "vitest";
import { chartCsv } from "./csv";

const read = (table: Parameters<typeof chartCsv>[0]) => new Response(chartCsv(table)).bytes();

describe("CSV of a chart", () => {
  it("begins with a byte order mark and keeps negative numbers numbers", async () => {
    const bytes = await read({
      columns: [
        { label: "月份", numeric: false },
        { label: "退款", numeric: true },
      ],
      rows: [
        [
          { kind: "month", value: "2026-11" },
          { kind: "money", value: -900, currency: "CNY" },
        ],
      ],
    });
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe("月份,退款\n2026-11,-9\n");
  });

  it("makes text harmless that a spreadsheet would run as a formula", async () => {
    const bytes = await read({
      columns: [{ label: "Plan", numeric: false }],
      rows: [[{ kind: "text", value: '=HYPERLINK("http://evil")' }]],
    });
    expect(new TextDecoder().decode(bytes)).toContain(`"'=HYPERLINK(""http://evil"")"`);
  });

  it("has a head even when there are no rows", async () => {
    const bytes = await read({ columns: [{ label: "Day", numeric: false }], rows: [] });
    expect(new TextDecoder().decode(bytes)).toBe("Day\n");
  });
});
