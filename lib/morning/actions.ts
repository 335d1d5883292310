"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { chooseLetter } from "./commands";
import { ChooseLetter } from "./schema";

/** Turns the weekly letter of a community on or off, for oneself. */
export const chooseLetterAction = managerAction({
  name: "morning.choose-letter",
  schema: ChooseLetter,
  limits: { perPerson: [60, hourMs] },
  async handler({ input, viewer, community }) {
    const { userId } = viewer.person;
    await transact((tx) => chooseLetter(tx, { communityId: community.id, userId, wanted: input.wanted === "yes" }));
    revalidatePath(`/c/${community.slug}/manage`);
    return undefined;
  },
});
