import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { growthRowsOf, type PlainRows } from "@/e2e/support/growth-rows";
import { computeGrowth } from "@/lib/analytics/growth";
import { growthTables, spanColumns, spanRow } from "@/lib/analytics/growth-tables";
import { computeMemberGrowth, type GrowthFacts } from "@/lib/analytics/member-growth";
import { type RangeKey, rangeEndingAt } from "@/lib/analytics/ranges";
import { type CohortQuestion, cohortQuestion, computeCohorts } from "@/lib/analytics/retention-report";
import { peopleColumns, peopleRow, retentionTables } from "@/lib/analytics/retention-tables";
import { type CohortFilter, GrowthQuery, retentionVariants } from "@/lib/analytics/schema";
import { spanFigures } from "@/lib/analytics/span-figures";
import { wordsFor } from "@/lib/i18n/words";
import { unitNumber } from "@/lib/platform/calendar";
import { GrowthReport } from "./growth-report";
import { MemberGrowthReport } from "./member-growth-report";
import { RetentionReport } from "./retention-report";

const zone = "Asia/Shanghai";
const asOf = new Date("2026-11-22T06:00:00Z");
const languages = [wordsFor("en"), wordsFor("zh-CN")];
const rangeOf = (key: RangeKey) => rangeEndingAt(key, asOf, zone);
const daysAgo = (days: number) => new Date(asOf.getTime() - days * 86_400_000);

const stays = Array.from({ length: 40 }, (_, i) => ({
  memberId: `m${i}`,
  startsAt: daysAgo(300 - 7 * i),
  endsAt: i % 5 === 0 ? daysAgo(3 + i / 5) : null,
}));
const pays = { monthlyAmount: 3900, currency: "CNY", productId: "plan", interval: "month" };
const plain: PlainRows = {
  memberPeriods: stays,
  payingPeriods: stays.slice(0, 30).map((stay) => ({ ...stay, ...pays })),
  kindDays: [
    { day: "2026-10-01", kind: "comment", count: 5 },
    { day: "2026-11-20", kind: "comment", count: 9 },
    { day: "2026-11-21", kind: "reaction", count: 2 },
  ],
  activeDays: [{ day: "2026-11-20", day1: 2 }],
  people: [{ memberId: "m1", interactions: 11, written: 9 }],
  peopleBefore: [
    { memberId: "m1", interactions: 4, written: 4 },
    { memberId: "m2", interactions: 1, written: 1 },
  ],
  money: [],
  productNames: new Map([["plan", "学徒"]]),
};

const memberGrowth = (key: RangeKey) => {
  const rows = growthRowsOf(plain, rangeOf(key), "CNY");
  const facts: GrowthFacts = {
    edges: [],
    staying: rows.staying.members,
    restated: [{ day: "2026-11-03", figure: "paying", closed: 20, now: 21 }],
  };
  const growth = computeMemberGrowth(facts, rangeOf(key));
  const reasons = ["", "left", "payment_failed", "of another version"].map((reason, i) => ({
    scope: i % 2 ? ("paying" as const) : ("member" as const),
    reason,
    count: i,
    before: 1,
  }));
  const points = growth.points.map((point, i) => ({ ...point, members: 20 + i, joined: i % 4, left: i % 3 }));
  return { ...growth, points, reasons };
};

const retention = (question: CohortQuestion) => {
  const cohort = unitNumber(question.unit === "month" ? "2026-05" : "2026-09-07", question.unit);
  const spans = [
    { cohort, from: cohort + 1, to: null, returned: false, count: 30 },
    { cohort, from: cohort + 1, to: cohort + 2, returned: false, count: 15 },
    { cohort: cohort + 1, from: cohort + 2, to: null, returned: false, count: 40 },
    { cohort: cohort + 2, from: cohort + 3, to: null, returned: false, count: 3 },
  ];
  const renewals = [
    { cohort, due: 2, renewed: 1, count: 30 },
    { cohort: cohort + 1, due: 2, renewed: 2, count: 30 },
  ];
  const active = [{ cohort, period: cohort + 1, active: 20 }];
  const staying = memberGrowth("30d").members;
  return {
    report: computeCohorts({ spans, renewals, active }, question, rangeOf("30d")),
    staying,
    stayingBefore: staying,
  };
};

/** A key that has no words, or words that miss a value, show as their key: none of ours may. */
const missing = /\b(growth|analytics|common|outreach)\.[a-z]+[.A-Z]/;

const query = (over: Partial<GrowthQuery> = {}) => GrowthQuery.parse(over);

describe("the overview, growth and retention pages", () => {
  it.each(["30d", "12m"] as const)("members over %s have all their words, as drawing and as tables", (range) => {
    for (const words of languages) {
      for (const view of ["chart", "table"] as const) {
        const growth = memberGrowth(range);
        const props = { slug: "wheels", query: query({ range, view }), growth, words };
        const html = renderToStaticMarkup(createElement(MemberGrowthReport, props));
        expect(html).not.toMatch(missing);
        if (view === "chart") expect(html).toMatch(/rows\?[^"]*figure=paying-ended&amp;at=reason%3Aleft"/);
        expect(html).toContain("of another version");
      }
      for (const table of Object.values(growthTables(memberGrowth(range), words)))
        for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    }
  });

  it.each(["30d", "7d"] as const)("the overview over %s has all its words and opens into cohorts", (range) => {
    for (const words of languages) {
      const risk = {
        members: 3,
        monthlyAmount: 9900,
        first: [
          {
            person: { id: "u1", name: "Ada", handle: "ada" },
            plan: "学徒",
            points: 40,
            reasons: [
              { reason: "visits", points: 25, value: 1, usual: 6 },
              { reason: "a reason of another version", points: 15, value: 1 },
            ],
          },
        ],
      };
      for (const shown of [risk, { members: 0, monthlyAmount: 0, first: [] }, null]) {
        const growth = {
          ...computeGrowth(growthRowsOf(plain, rangeOf(range), "CNY"), rangeOf(range), "CNY"),
          risk: shown,
        };
        const props = { slug: "wheels", query: query({ range }), growth, words };
        const html = renderToStaticMarkup(createElement(GrowthReport, props));
        expect(html).not.toMatch(missing);
        expect(html).toMatch(/analytics\/retention\/rows\?[^"]*figure=cohort&amp;at=2026-0\d\.1"/);
        expect(html.includes("Ada")).toBe(shown === risk);
      }
    }
  });

  it("say which cohort stands out, and open it", () => {
    for (const words of languages) {
      for (const variant of retentionVariants) {
        for (const unit of ["month", "week"] as const) {
          const question = cohortQuestion({ variant, unit }, true);
          const props = {
            slug: "wheels",
            query: query({ variant, unit }),
            question,
            retention: retention(question),
            choices: {
              plans: [{ id: "plan", name: null }],
              terms: ["month", "year"],
              channels: ["search", "carrier-pigeon"],
            },
            words,
          };
          const html = renderToStaticMarkup(createElement(RetentionReport, props));
          expect(html).not.toMatch(missing);
          expect(html).toContain(unit === "month" ? "at=2026-05.0" : "at=2026-09-07.0");
          for (const table of Object.values(retentionTables(props.retention, words)))
            for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
        }
      }
    }
  });

  it("say that JavaScript is missing below drawings made by it, not below what is plain HTML", () => {
    const words = wordsFor("en");
    const props = { slug: "wheels", query: query(), words };
    const question = cohortQuestion({}, true);
    const choices = { plans: [], terms: [], channels: [] };
    const overview = {
      ...computeGrowth(growthRowsOf(plain, rangeOf("30d"), "CNY"), rangeOf("30d"), "CNY"),
      risk: null,
    };
    const pages = [
      createElement(GrowthReport, { ...props, growth: overview }),
      createElement(MemberGrowthReport, { ...props, growth: memberGrowth("30d") }),
      createElement(RetentionReport, { ...props, question, retention: retention(question), choices }),
    ];
    const notes = pages.map((page) => renderToStaticMarkup(page).matchAll(/<noscript>.*?table=(\w+)/g));
    expect(notes.map((found) => [...found].map(([, chart]) => chart))).toEqual([
      ["interactions", "revenue"],
      ["members"],
      [],
    ]);
  });

  it("name every figure whose rows can be opened", () => {
    for (const words of languages) {
      for (const figure of Object.keys(spanFigures) as (keyof typeof spanFigures)[]) {
        expect(words.t(`growth.rows.title.${figure}`)).not.toMatch(missing);
        expect(words.t(`growth.rows.what.${figure}`)).not.toMatch(missing);
      }
    }
  });

  it("give rows a cell for every heading", () => {
    const row = {
      memberId: "m",
      person: null,
      startsAt: daysAgo(9),
      endsAt: daysAgo(1),
      endReason: "left",
      plan: "学徒",
      interval: "year",
    };
    const cell = { unit: "month" as const, variant: "boundary" as const, cohort: 24_310, column: 2 };
    for (const words of languages) {
      expect(spanRow({ ...row, ordinal: 0 }, zone, words).cells).toHaveLength(spanColumns(words).length);
      for (const asked of [cell, { ...cell, column: null }, { pick: "kept" as const, from: asOf, to: asOf }])
        expect(peopleRow({ ...row, isThere: true }, asked, zone, words).cells).toHaveLength(
          peopleColumns(asked, words).length,
        );
    }
  });
});

describe("the question a retention page is asked", () => {
  const narrowed = (by: CohortFilter) => cohortQuestion({ cohort: "member", by, value: "x" }, true).scope;

  it("is about paying where anybody pays, unless asked otherwise, and always where plans and terms are meant", () => {
    expect([cohortQuestion({}, true).scope, cohortQuestion({}, false).scope]).toEqual(["paying", "member"]);
    expect(cohortQuestion({ cohort: "member" }, true).scope).toBe("member");
    expect([narrowed("plan"), narrowed("term"), narrowed("source")]).toEqual(["paying", "paying", "member"]);
    expect(cohortQuestion({ variant: "renewal", cohort: "member" }, false).scope).toBe("paying");
  });
});
