import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { goldenFigures as golden } from "@/e2e/support/golden-june";
import { figureDefinitions } from "@/lib/analytics/definitions";
import { rangeEndingAt } from "@/lib/analytics/ranges";
import { computeRevenue, type RevenueFacts } from "@/lib/analytics/revenue-report";
import { revenueTables } from "@/lib/analytics/revenue-tables";
import { definitions, GrowthQuery } from "@/lib/analytics/schema";
import { wordsFor } from "@/lib/i18n/words";
import { DefinitionList } from "./definition-list";
import { RevenueReport } from "./revenue-report";

const languages = [wordsFor("en"), wordsFor("zh-CN")];
const range = rangeEndingAt("30d", new Date("2026-06-30T16:00:00Z"), "Asia/Shanghai");

const { start, new: newAmount, ...parts } = golden.movements;
const movements = { start, newAmount, ...parts, end: golden.mrr.end };
const still = { start: 0, newAmount: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0, end: 0 };

const june: RevenueFacts = {
  currency: "CNY",
  range,
  definition: {
    ...golden.paying,
    lost: 7,
    ended: 10,
    firstStarts: 15,
    monthlyFrom: 100,
    monthlyEnded: 10,
    lossesInYear: 13,
    mrr: golden.mrr.end,
    discounts: 1500,
    planRevenue: golden.planRevenue,
    movements,
    happenings: movements,
    happeningsNet: movements,
  },
  mrr: [
    { currency: "CNY", from: golden.mrr.start, to: golden.mrr.end, discounts: 1500 },
    { currency: "USD", from: 0, to: 1200, discounts: 0 },
  ],
  months: [
    { month: "2026-04", ...still },
    { month: "2026-05", ...still, newAmount: 350_000, end: 350_000 },
    { month: "2026-06", ...movements },
  ],
  spark: [1, 2, 3],
  plans: [
    { currency: "CNY", productId: "plan", interval: "month", amount: 336_000, subscriptions: 109 },
    { currency: "CNY", productId: "plan", interval: "year", amount: 50_000, subscriptions: 20 },
    { currency: "USD", productId: "gone", interval: "", amount: 1200, subscriptions: 1 },
  ],
  money: [
    { currency: "CNY", kind: "charge", productKind: "subscription", amount: 360_500, count: 110 },
    { currency: "CNY", kind: "refund", productKind: "subscription", amount: -6000, count: 2 },
    { currency: "USD", kind: "charge", productKind: "pass", amount: 1200, count: 1 },
  ],
  moneyMonths: [
    { month: "2026-06", currency: "CNY", kind: "charge", amount: 360_500 },
    { month: "2026-06", currency: "CNY", kind: "refund", amount: -6000 },
    { month: "2026-06", currency: "USD", kind: "charge", amount: 1200 },
  ],
  toDate: { net: 1_000_000, people: 138 },
  passes: { live: [{ currency: "USD", productId: "pass", live: 1, runRate: 400 }], due: 3, renewed: 1 },
  pastDue: [{ currency: "CNY", mrr: 15_000, count: 5 }],
  restated: { days: 2, day: "2026-06-12", closed: 380_000, now: 371_000 },
  productNames: new Map([["plan", "学徒"]]),
};

const nothing: RevenueFacts = {
  ...june,
  definition: {
    ...june.definition,
    ...{ from: 0, to: 0, lost: 0, ended: 0, firstStarts: 0, monthlyFrom: 0, monthlyEnded: 0, lossesInYear: 0 },
    ...{ mrr: 0, discounts: 0, planRevenue: 0, movements: still, happenings: still, happeningsNet: still },
  },
  mrr: [{ currency: "CNY", from: 0, to: 0, discounts: 0 }],
  months: [{ month: "2026-06", ...still }],
  plans: [],
  money: [],
  moneyMonths: [],
  toDate: { net: 0, people: 0 },
  passes: null,
  pastDue: [],
  restated: null,
};

const reportOf = (facts: RevenueFacts) => computeRevenue(facts, ["2026-04", "2026-05", "2026-06"], ["one_off"]);

const textOf = (facts: RevenueFacts, choices: Record<string, string>, words = languages[0]!) => {
  const props = { slug: "s", query: GrowthQuery.parse(choices), report: reportOf(facts), words };
  return renderToStaticMarkup(createElement(RevenueReport, props));
};

describe("the revenue page", () => {
  it("reads in both languages, as charts and as tables, by every definition, with and without anything to show", () => {
    for (const words of languages) {
      for (const definition of definitions) {
        for (const view of ["chart", "table"]) {
          for (const facts of [june, nothing]) {
            const html = textOf(facts, { definition, view }, words);
            expect(html).not.toMatch(/NaN|Infinity|undefined|revenue\.[a-z]/);
            expect(html).toContain(words.t(`revenue.sentence.${definition}`));
          }
        }
      }
    }
  });

  it("shows MRR as the chosen definition counts it, and a dash with its reason where it does not", () => {
    expect(textOf(june, {})).toContain("¥3,860");
    expect(textOf(june, { definition: "chartmogul" })).toContain("¥3,845");
    expect(textOf(june, { definition: "article" })).toContain(languages[0]!.t("revenue.tile.mrrAbsent"));
  });

  it("says what was corrected after it had been closed, and nothing when nothing was", () => {
    expect(textOf(june, {})).toContain("12 Jun 2026 closed at ¥3,800 and is ¥3,710 now");
    expect(textOf(nothing, {})).not.toContain("closed at");
  });

  it("says “no losses” instead of a ratio without a divisor", () => {
    expect(textOf(nothing, {})).toContain(languages[0]!.t("revenue.tile.noLosses"));
  });

  it("begins its months with the first that had something, in drawing, table and file alike", () => {
    const tables = revenueTables(reportOf(june), languages[0]!);
    expect(tables.mrr.rows.map(([cell]) => cell!.value)).toEqual(["2026-05", "2026-06"]);
    expect(tables.net.rows.map(([cell]) => cell!.value)).toEqual(["2026-06"]);
    expect(tables.others.rows.map(([, cell]) => cell!.value)).toEqual(["USD"]);
  });

  it("has a cell for every column of every table, in both languages", () => {
    for (const words of languages) {
      for (const facts of [june, nothing]) {
        for (const table of Object.values(revenueTables(reportOf(facts), words))) {
          expect(new Set(table.columns.map(({ label }) => label)).size).toBe(table.columns.length);
          for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
        }
      }
    }
  });
});

describe("the definitions page", () => {
  it("has an anchor, a formula and a test for every figure, and the raw files only for who may have them", () => {
    for (const words of languages) {
      const list = (mayExport: boolean) =>
        renderToStaticMarkup(createElement(DefinitionList, { slug: "s", mayExport, words }));
      for (const { figure } of figureDefinitions) expect(list(false)).toContain(`id="${figure}"`);
      expect(list(false)).not.toContain("export/raw");
      expect(list(true)).toContain("export/raw?what=periods&amp;format=csv");
    }
  });
});
