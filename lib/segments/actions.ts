"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction } from "@/lib/access/action";
import { hourMs, now } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { saveSegment, setSegmentArchived } from "./commands";
import { afterStep, settled, stepOf } from "./draft";
import { countSegment } from "./queries/filters";
import { ArchiveSegment, checkedRule, hasTurned, TypedSegment } from "./typed-segment";

/**
 * The editor's one form: its buttons say what is wanted. Rows and groups come and go without a word about what is still
 * missing; counting and saving need a rule.
 */
export const composeSegmentAction = managerAction({
  name: "segments.compose",
  schema: TypedSegment,
  limits: { perPerson: [1200, hourMs] },
  handler: async ({ input, viewer, community, words }) => {
    const step = stepOf(input.step);
    const draft = settled(afterStep(input, step));
    const drawn = { made: { draft: JSON.stringify(draft) }, keepTyped: true };
    if (hasTurned(input)) return step.kind === "save" ? { ...drawn, message: words.t("segments.lookAgain") } : drawn;
    if (step.kind !== "count" && step.kind !== "look" && step.kind !== "save") return drawn;
    const rule = checkedRule(draft);
    if (!rule) {
      if (step.kind === "look") return drawn;
      throw new Refusal("invalid");
    }
    if (step.kind === "save") {
      const id = input.segment || undefined;
      const own = { communityId: community.id, id, name: draft.name.trim(), rule };
      const segmentId = await transact((tx) => saveSegment(tx, { ...own, actorId: viewer.membership.memberId }));
      revalidatePath(`/c/${community.slug}/manage/segments`);
      return { redirectTo: `/c/${community.slug}/manage/segments/${segmentId}` };
    }
    const question = { communityId: community.id, rule, zone: community.zone };
    const count = await countSegment(question, now());
    return { ...drawn, message: words.t("segments.countNow", { count }) };
  },
});

export const archiveSegmentAction = managerAction({
  name: "segments.archive",
  schema: ArchiveSegment,
  handler: async ({ input, viewer, community, words }) => {
    const archived = input.archived === "yes";
    const own = { communityId: community.id, id: input.segment, archived, actorId: viewer.membership.memberId };
    await transact((tx) => setSegmentArchived(tx, own));
    revalidatePath(`/c/${community.slug}/manage/segments`);
    return { message: words.t(archived ? "segments.archivedDone" : "segments.restoredDone") };
  },
});
