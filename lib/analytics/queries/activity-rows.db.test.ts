import { beforeEach, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember, memberViewer, writePost } from "@/e2e/support/talk-world";
import { wordsFor } from "@/lib/i18n/words";
import { record } from "@/lib/journal/commands";
import type { JournalEntry } from "@/lib/journal/types";
import { wallClock } from "@/lib/platform/clock";
import { type ActivityRow, activityFigureRow, activityQuestion, cursorOfRow } from "../activity-rows";
import { plainCell } from "../cells";
import { rebuildCommunity } from "../commands/projections";
import { rangeEndingAt } from "../ranges";
import { inBatchesOf } from "../row-cursor";
import { findActivity } from "./activity-report";
import { listActivityRows, type RowsScope } from "./activity-rows";

const zone = "America/New_York";
const asOf = new Date("2026-03-20T03:00:00Z");
const range = rangeEndingAt("30d", asOf, zone);
const daysAgo = (days: number) => new Date(asOf.getTime() - days * 86_400_000);

let communityId = "";
let people: string[] = [];
let question = { id: "", slug: "" };

beforeEach(async () => {
  await freshDatabase();
  const community = await makeCommunity("guild");
  communityId = community.id;
  people = [];
  for (let i = 0; i < 3; i += 1) people.push((await makeMember(communityId)).memberId);
  question = await writePost(community, people[0]!, "Why?", { title: "Why a register?", kind: "question" });
});

const happen = (entries: Omit<JournalEntry, "communityId">[]) =>
  transact(async (tx) => {
    for (const entry of entries) await record(tx, { communityId, ...entry });
    await rebuildCommunity(tx, communityId, { zone, upTo: wallClock() });
  });

const post = () => ({ kind: "post" as const, id: question.id });
const asked = (days: number) => ({
  verb: "post.published" as const,
  memberId: people[0]!,
  object: post(),
  detail: { kind: "question" },
  at: daysAgo(days),
});
const answered = (by: number, days: number, reply = false) => ({
  verb: "comment.added" as const,
  memberId: people[by]!,
  actorId: people[by]!,
  object: { kind: "comment" as const, id: `c${by}${days}` },
  detail: { postKind: "question", postId: question.id, reply },
  at: daysAgo(days),
});
const reacted = (by: number, days: number) => ({
  verb: "reaction.added" as const,
  memberId: people[by]!,
  object: post(),
  detail: { targetKind: "post" },
  at: daysAgo(days),
});

const scope = (): RowsScope => ({
  viewer: memberViewer(communityId, "someone", "owner"),
  range,
  counted: { among: null, staff: [] },
});

async function all(figure: string, at?: string): Promise<ActivityRow[]> {
  const wanted = activityQuestion(figure, at, range);
  if (!wanted) throw new Error(`no ${figure} at ${at}`);
  const rows = [];
  for await (const row of inBatchesOf(2, (page) => listActivityRows(wanted, scope(), page), cursorOfRow))
    rows.push(row);
  return rows;
}

describe("the rows behind a figure of activity", () => {
  it("are as many as the figure says, page by page, from the journal itself", async () => {
    await happen([
      ...people.map((memberId) => ({ verb: "member.joined" as const, memberId, at: daysAgo(60) })),
      asked(12),
      answered(1, 11),
      answered(1, 10, true),
      answered(2, 9),
      reacted(2, 8),
      reacted(1, 8),
      reacted(1, 45),
      { verb: "post.published", memberId: people[1]!, object: post(), detail: { kind: "tutorial" }, at: daysAgo(7) },
    ]);
    const options = { counted: { among: null, staff: [] }, promisedHours: 24, withPeople: true };
    const report = await findActivity(communityId, range, options);
    const rows = await all("interactions");
    expect(rows).toHaveLength(report.summary.interactions);
    expect(rows.map((row) => (row.of === "interaction" ? row.kind : row.of))).toEqual([
      ...["reaction", "reaction", "answer", "comment", "answer", "question"],
    ]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(await all("active")).toHaveLength(report.summary.active);
    expect(await all("contributors")).toHaveLength(report.contributors);
    expect(await all("unanswered")).toHaveLength(0);
    expect(report.replies[0]).toMatchObject({ asked: 1, answered: 1, median: 86_400_000, inTime: 1 });
    for (const kind of ["question", "answer", "comment", "reaction", "discussion"] as const) {
      const total = report.periods.reduce((sum, period) => sum + period.kinds[kind], 0);
      expect(await all("interactions", kind)).toHaveLength(total);
    }
    for (const { period, total } of report.periods) expect(await all("interactions", period)).toHaveLength(total);
  });

  it("name what waits and lead to it, and never hold a word of its text", async () => {
    await happen([asked(2)]);
    const [row] = await all("unanswered");
    const context = { slug: "guild", zone, words: wordsFor("en"), asOf };
    const { person, cells } = activityFigureRow(row!, "unanswered", context);
    expect(person?.name).toBe("Member");
    expect(cells.map(plainCell)).toEqual(["2026-03-17 23:00", "Question", "Why a register?", 48]);
    expect(cells[2]?.href).toBe(`/c/guild/posts/${question.slug}`);
  });

  it("do not exist for other figures, days outside of the range, or cells of people", () => {
    expect(activityQuestion("payments", undefined, range)).toBeNull();
    expect(activityQuestion("interactions", "2025-01-01", range)).toBeNull();
    expect(activityQuestion("active", "2026-03-18", range)).toBeNull();
    expect(activityQuestion("interactions", "2026-03", range)?.days.at(-1)).toBe("2026-03-19");
  });
});
