import { describe, expect, it } from "vitest";
import { FirstReplies, type ReplyEntry } from "./first-reply";

let serial = 0;

const entry = (minute: number, verb: string, more: Partial<ReplyEntry> = {}): ReplyEntry => ({
  id: `e${String(++serial).padStart(4, "0")}`,
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  recordedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  verb,
  memberId: "asker",
  objectId: "post",
  detail: {},
  ...more,
});

const asked = (minute: number, kind = "question") => entry(minute, "post.published", { detail: { kind } });
const comment = (minute: number, memberId: string | null) =>
  entry(minute, "comment.added", { memberId, objectId: `c${minute}`, detail: { postId: "post" } });
const accepted = (minute: number, answer: string, verb = "answer.accepted") =>
  entry(minute, verb, { memberId: null, objectId: answer, detail: { postId: "post" } });

function outcome(...entries: ReplyEntry[]) {
  const replies = new FirstReplies();
  for (const one of entries) replies.add(one);
  const [row] = [...replies.rows()];
  const minute = (at: Date | null) => at?.getUTCMinutes() ?? null;
  return (
    row && {
      by: row.repliedBy,
      replied: minute(row.repliedAt),
      accepted: minute(row.acceptedAt),
      removed: minute(row.removedAt),
    }
  );
}

describe("the first reply", () => {
  it("is the earliest comment by somebody else", () => {
    expect(outcome(asked(1), comment(2, "asker"), comment(5, "ann"), comment(9, "bob"))).toMatchObject({
      by: "ann",
      replied: 5,
    });
    expect(outcome(asked(1), comment(2, "asker"), comment(3, null))).toMatchObject({ by: null, replied: null });
  });

  it("of two in one instant is that of who comes first by id, also in the instant of the post itself", () => {
    expect(outcome(comment(1, "zoe"), asked(1), comment(1, "ann"))).toMatchObject({ by: "ann", replied: 1 });
    expect(outcome(comment(1, "zoe"), asked(1))).toMatchObject({ by: "zoe", replied: 1 });
    expect(outcome(comment(0, "zoe"), asked(1))).toMatchObject({ by: null });
  });

  it("is asked for by questions and discussions only, by their first publication", () => {
    expect(outcome(asked(1, "article"), comment(2, "ann"))).toBeUndefined();
    const again = entry(4, "post.published", { memberId: "editor", detail: { kind: "question" } });
    expect(outcome(asked(1), again, comment(5, "editor"))).toMatchObject({ by: "editor" });
  });

  it("is accepted since the earliest acceptance that still stands", () => {
    const taken = accepted(6, "c2", "answer.unaccepted");
    expect(outcome(asked(1), accepted(3, "c2"), accepted(5, "c3"))).toMatchObject({ accepted: 3 });
    expect(outcome(asked(1), accepted(3, "c2"), accepted(5, "c3"), taken)).toMatchObject({ accepted: 5 });
    expect(outcome(asked(1), accepted(3, "c2"), taken)).toMatchObject({ accepted: null });
    expect(outcome(asked(1), accepted(3, "c2"), taken, accepted(8, "c2"))).toMatchObject({ accepted: 8 });
  });

  it("keeps when a post was removed first", () => {
    expect(outcome(asked(1), entry(7, "post.removed"), entry(9, "post.removed"))).toMatchObject({ removed: 7 });
  });
});
