"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction } from "@/lib/access/action";
import { findMember } from "@/lib/members/queries";
import { hourMs } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { endComp, giveComp } from "../commands/comps";
import { EndComp, GiveComp } from "../schema/comps";
import { typedEnd } from "../typed-coupon";

/** Gives a member a product without money. */
export const giveCompAction = managerAction({
  name: "billing.give-comp",
  schema: GiveComp,
  limits: { perPerson: [240, hourMs] },
  handler: async ({ input, viewer, community, words }) => {
    const member = await findMember(community.id, input.member.replace(/^@/, ""));
    if (!member || member.leftAt) throw new Refusal("member-unknown", { field: "member" });
    const endsAt = input.until === "" ? null : typedEnd(input.until, community.zone, "until");
    const { product: productId, reason } = input;
    const comp = { communityId: community.id, memberId: member.memberId, productId, reason, endsAt };
    await transact((tx) => giveComp(tx, { ...comp, actorId: viewer.membership.memberId }));
    revalidatePath(`/c/${community.slug}/manage/comps`);
    return { message: words.t("selling.comps.given", { name: member.name }) };
  },
});

export const endCompAction = managerAction({
  name: "billing.end-comp",
  schema: EndComp,
  handler: async ({ input, viewer, community, words }) => {
    const own = { communityId: community.id, compId: input.comp, actorId: viewer.membership.memberId };
    await transact((tx) => endComp(tx, own));
    revalidatePath(`/c/${community.slug}/manage/comps`);
    return { message: words.t("selling.comps.endedDone") };
  },
});
