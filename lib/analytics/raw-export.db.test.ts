import { beforeAll, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { freshDatabase } from "@/e2e/support/database";
import { goldenCommunity, goldenJune } from "@/e2e/support/golden-june";
import { parseCsv } from "@/e2e/support/reference/exports";
import { record } from "@/lib/journal/commands";
import { catchUp } from "./project-now";
import { streamRaw } from "./queries/raw-exports";
import { type RawExportQuery, rawColumns, rawExports, rawStream } from "./raw-export";

const { id, zone } = goldenCommunity;

/** More events than one batch holds, many of them in the same millisecond. */
const manyAnswers = 4100;

const fileOf = (query: RawExportQuery) => {
  const { body, type } = rawStream(query, streamRaw(id, query.what));
  return { text: new Response(body).text(), type };
};

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe("the raw files", () => {
  beforeAll(async () => {
    await freshDatabase();
    await transact(async (tx) => {
      for (const entry of goldenJune()) await record(tx, { communityId: id, ...entry });
    });
    await catchUp({ id, zone });
    await transact(async (tx) => {
      for (let nth = 0; nth < manyAnswers; nth++) {
        const at = new Date(Date.UTC(2026, 4, 2, 0, 0, nth % 7));
        const detail = { postKind: "question" };
        await record(tx, { communityId: id, verb: "comment.added", memberId: `steady-${nth % 50}`, at, detail });
      }
    });
  });

  it.each(rawExports)("hold the same rows of %s as CSV and as JSON", async (what) => {
    const csv = fileOf({ what, format: "csv" });
    const json = fileOf({ what, format: "json" });
    expect([csv.type, json.type]).toEqual(["text/csv; charset=utf-8", "application/json; charset=utf-8"]);
    const lines = parseCsv(await csv.text);
    const rows = JSON.parse(await json.text) as Record<string, string | number | null>[];
    expect(Object.keys(lines[0]!)).toEqual([...rawColumns[what]]);
    expect(lines).toEqual(
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? "")]))),
    );
  });

  it("hold every event once, over batches and equal instants", async () => {
    const lines = parseCsv(await fileOf({ what: "events", format: "csv" }).text);
    expect(lines.filter(({ type }) => type === "answer")).toHaveLength(manyAnswers);
    expect(lines).toHaveLength(manyAnswers + goldenJune().length);
  });

  it("tell a yearly price as a price by the year, and what goes back as a negative amount", async () => {
    const periods = parseCsv(await fileOf({ what: "periods", format: "csv" }).text);
    const yearly = periods.find((row) => row.member === "yearly-0" && row.scope === "paying");
    expect(yearly).toMatchObject({ amount: "300", interval: "year", intervalCount: "1", currency: "CNY", end: "" });
    const coupon = periods.find((row) => row.member === "new-with-coupon-0" && row.scope === "paying");
    expect(coupon).toMatchObject({ amount: "30", discount: "15", discountEnd: "2026-07-04T04:00:00.000Z" });
    const payments = parseCsv(await fileOf({ what: "payments", format: "csv" }).text);
    expect(payments.filter(({ kind }) => kind === "refund").map(({ amount }) => amount)).toEqual(["-30", "-30"]);
  });

  it("are an empty list where nothing happened, with a byte order mark before the CSV's head", async () => {
    const json = rawStream({ what: "events", format: "json" }, streamRaw("nobody", "events"));
    expect(await new Response(json.body).json()).toEqual([]);
    const csv = rawStream({ what: "events", format: "csv" }, streamRaw("nobody", "events"));
    const bytes = Buffer.from(await new Response(csv.body).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString().trim()).toBe("member,at,type");
  });

  it("stop reading when nobody takes them any more", async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield { member: "m", at: "t", type: "comment" };
      }
    }
    const reader = rawStream({ what: "events", format: "json" }, endless()).body.getReader();
    await reader.read();
    await reader.cancel();
    await turns(10);
    const then = given;
    await turns(50);
    expect(given).toBe(then);
  });
});
