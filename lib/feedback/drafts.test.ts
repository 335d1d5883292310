import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsFor } from "@/lib/i18n/words";
import { draftOf, instantsOf, markOf, problemsOf, readDraft, takeStep } from "./drafts";
import { limits, questionKinds, surveyTemplates } from "./schema";
import { templateDraft } from "./templates";

const at = new Date("2026-03-10T12:00:00Z");
const zone = "America/New_York";
const facts = { zone, at, people: 100, leastPeople: 5 };
const typed = (values: Record<string, string>) => (name: string) => values[name] ?? null;
const draft = (values: Record<string, string> = {}) => readDraft(typed({ title: "T", ...values }));
const one = { count: "1", "q0-kind": "nps", "q0-prompt": "How likely?", "q0-required": "on" };

describe("a draft", () => {
  it("is read from the editor's fields as far as they make sense", () => {
    const read = draft({
      ...one,
      count: "2",
      trigger: "day",
      afterDays: "30",
      audience: "segment:abc",
      anonymous: "yes",
      mails: "on",
      opensOn: "2026-02-30",
      "q1-kind": "single",
      "q1-options": " a \n\nb\r\nc",
    });
    expect(read).toMatchObject({
      trigger: "day",
      afterDays: 30,
      audience: "segment",
      segmentId: "abc",
      anonymous: true,
      mails: true,
      opensOn: "",
    });
    expect(read.questions).toEqual([
      { kind: "nps", prompt: "How likely?", options: [], required: true },
      { kind: "single", prompt: "", options: ["a", "b", "c"], required: false },
    ]);
  });

  it("survives whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("count", "q0-kind", "q0-options", "afterDays", "opensOn"), fc.string()),
        (values) => {
          const read = readDraft(typed(values));
          expect(read.questions.length).toBeLessThanOrEqual(limits.questions);
          expect(problemsOf(read, facts).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("opens with its first day and closes with the end of its last, in the community's zone", () => {
    const dates = { ...draft(one), opensOn: "2026-03-07", closesOn: "2026-03-08" };
    // The clocks go forward on 8 March 2026 in New York: the second day has 23 hours.
    expect(instantsOf(dates, zone)).toEqual({
      opensAt: new Date("2026-03-07T05:00:00Z"),
      closesAt: new Date("2026-03-09T04:00:00Z"),
    });
    expect(instantsOf({ ...dates, trigger: "day" }, zone)).toEqual({ opensAt: null, closesAt: null });
  });

  it("comes back from the database as it was written", () => {
    for (const template of surveyTemplates) {
      const written = templateDraft(template, wordsFor("zh-CN"), at, zone);
      const { opensOn: _o, closesOn: _c, questions, ...columns } = written;
      const survey = {
        ...columns,
        ...instantsOf(written, zone),
        id: "",
        communityId: "",
        createdAt: at,
        publishedAt: null,
        archivedAt: null,
        audienceRule: null,
      };
      const read = draftOf(
        survey,
        questions.map((question) => ({ id: "x", ...question })),
        zone,
      );
      expect(read).toEqual(written);
      expect(markOf(read)).toBe(markOf(written));
    }
  });

  it("has another mark when anything in it is another", () => {
    const a = draft(one);
    expect(markOf({ ...a, anonymous: !a.anonymous })).not.toBe(markOf(a));
    expect(markOf({ ...a, questions: [] })).not.toBe(markOf(a));
  });
});

describe("a step of the editor", () => {
  it("adds, moves and removes questions and never loses one by accident", () => {
    const step = fc.oneof(
      fc.constantFrom(...questionKinds).map((kind) => `add:${kind}`),
      fc.tuple(fc.constantFrom("up", "down", "remove"), fc.nat(25)).map(([verb, i]) => `${verb}:${i}`),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let now = draft();
        for (const [i, name] of steps.entries()) {
          const before = now.questions;
          const taken = takeStep(now, name);
          now = {
            ...taken.draft,
            questions: taken.draft.questions.map((q) => (q.prompt ? q : { ...q, prompt: `#${i}` })),
          };
          const [verb, at = ""] = name.split(":");
          const exists = Number(at) < before.length;
          const grows =
            verb === "add" ? Number(before.length < limits.questions) : verb === "remove" && exists ? -1 : 0;
          expect(now.questions.length).toBe(before.length + grows);
          if (verb === "up" || verb === "down")
            expect(now.questions.map((q) => q.prompt).toSorted()).toEqual(before.map((q) => q.prompt).toSorted());
          if (taken.at !== null) expect(now.questions[taken.at]).toBeDefined();
        }
      }),
    );
  });

  it("moves back what it moved", () => {
    const four = {
      ...draft(),
      questions: ["a", "b", "c", "d"].map((prompt) => ({
        kind: "text" as const,
        prompt,
        options: [],
        required: false,
      })),
    };
    const moved = takeStep(four, "down:1").draft;
    expect(moved.questions.map(({ prompt }) => prompt)).toEqual(["a", "c", "b", "d"]);
    expect(takeStep(moved, "up:2").draft).toEqual(four);
    expect(takeStep(four, "drop:1").draft).toEqual(four);
  });
});

describe("what keeps a draft from being published", () => {
  const codes = (values: Record<string, string>, more = facts) =>
    problemsOf(draft(values), more).map(({ code }) => code);

  it("is named, question by question", () => {
    expect(codes(one)).toEqual([]);
    expect(problemsOf(readDraft(typed({})), facts).map(({ code }) => code)).toEqual(["no-title", "no-questions"]);
    expect(problemsOf(draft({ count: "1", "q0-kind": "single", "q0-options": "a" }), facts)).toEqual([
      { code: "no-prompt", question: 1 },
      { code: "few-options", question: 1 },
    ]);
    expect(codes({ ...one, "q0-kind": "multiple", "q0-options": "a\na" })).toEqual(["same-options"]);
  });

  it("is a day that cannot be", () => {
    expect(codes({ ...one, trigger: "day" })).toEqual(["bad-days"]);
    expect(codes({ ...one, opensOn: "2026-04-02", closesOn: "2026-04-01" })).toEqual(["bad-dates"]);
    expect(codes({ ...one, closesOn: "2026-03-09" })).toEqual(["dates-over"]);
    expect(codes({ ...one, closesOn: "2026-03-10" })).toEqual([]);
  });

  it("is an anonymous survey that would ask fewer than five people", () => {
    expect(codes({ ...one, anonymous: "yes" }, { ...facts, people: 4 })).toEqual(["few-people"]);
    expect(codes({ ...one, anonymous: "yes" }, { ...facts, people: 5 })).toEqual([]);
    expect(codes({ ...one, anonymous: "no" }, { ...facts, people: 1 })).toEqual([]);
  });

  it.each(["dates", "day", "cancellation"])("is one for fewer than five also where it is opened by: %s", (trigger) => {
    const values = { ...one, trigger, afterDays: "30", anonymous: "yes" };
    for (const people of [0, 1, 4]) expect(codes(values, { ...facts, people })).toEqual(["few-people"]);
    expect(codes(values, { ...facts, people: 5 })).toEqual([]);
  });
});

describe("the templates", () => {
  it.each(["en", "zh-CN"] as const)("can be published as they are, in %s", (locale) => {
    for (const template of surveyTemplates.filter((name) => name !== "blank"))
      expect(problemsOf(templateDraft(template, wordsFor(locale), at, zone), facts)).toEqual([]);
  });
});
