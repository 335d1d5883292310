import { describe, expect, it } from "vitest";
import { wordsFor } from "@/lib/i18n/words";
import { chartFile, figureRows, rowsFile } from "./files";

const words = wordsFor("en");
const column = { label: "Day", numeric: false };
const tables = { days: { columns: [column], rows: [[{ kind: "text" as const, value: "Monday" }]] }, weeks: none() };
const nameOf = (chart: string) => `wheels-${chart}-30d`;

function none() {
  return { columns: [column], rows: [] };
}

describe("the file of a chart", () => {
  it("is the chart's table, under its name, and kept by nobody on the way", async () => {
    const answer = chartFile({ tables, chart: "days", nameOf }, words);
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="wheels-days-30d.csv"',
      "cache-control": "private, no-store",
    });
    expect(await answer.text()).toBe("Day\nMonday\n");
  });

  it("is withheld, with a sentence and no figure, while the segment is too small for who asks", async () => {
    const answer = chartFile({ tables, chart: "days", nameOf, isTooFew: true }, words);
    expect([answer.status, await answer.text()]).toEqual([403, words.t("segments.tooFew.title", { n: 5 })]);
  });

  it.each([undefined, "", "years", "__proto__", "toString"])(
    "is refused for %s with the charts there are",
    async (chart) => {
      const answer = chartFile({ tables, chart, nameOf }, words);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("days, weeks");
    },
  );
});

it("the file of rows says whom each is about, and leaves that empty for who has gone", async () => {
  async function* found() {
    yield { who: { id: "1", name: "Ada", handle: "ada" }, day: "Monday" };
    yield { who: null, day: "Tuesday" };
  }
  const rows = figureRows(found(), ({ who, day }) => ({
    key: day,
    person: who,
    cells: [{ kind: "text", value: day }],
  }));
  const answer = rowsFile({ columns: [column], rows, name: "wheels-left" }, words);
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="wheels-left.csv"');
  expect(await answer.text()).toBe("Person,Handle,Day\nAda,ada,Monday\n,,Tuesday\n");
});
