"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction, memberAction, visitorAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { changeRole, joinCommunity, leaveCommunity } from "./commands";
import { mayChangeRole } from "./policy";
import { findRunningMember, hasRenewingSubscription } from "./queries";
import { ChangeRole, JoinFree, Leave } from "./schema";

/**
 * Joins for free. Somebody without an account makes one first and comes back to the same page. Paying is another
 * way in: see lib/billing.
 */
export const joinFreeAction = visitorAction({
  name: "members.join",
  schema: JoinFree,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ viewer, community }) => {
    const home = `/c/${community.slug}`;
    const { person } = viewer;
    if (!person) return { redirectTo: `/sign-up?next=${encodeURIComponent(home)}` };
    await transact((tx) => joinCommunity(tx, { communityId: community.id, userId: person.userId, reason: "free" }));
    return { redirectTo: `${home}/feed` };
  },
});

/** Leaves. Who would be charged again must cancel first, so that nobody pays for what they have left. */
export const leaveAction = memberAction({
  name: "members.leave",
  schema: Leave,
  handler: async ({ viewer, community }) => {
    const { memberId } = viewer.membership;
    await transact(async (tx) => {
      if (await hasRenewingSubscription(community.id, viewer.person.userId)) throw new Refusal("cancel-first");
      await leaveCommunity(tx, { communityId: community.id, memberId, reason: "left" });
    });
    return { redirectTo: `/c/${community.slug}` };
  },
});

export const changeRoleAction = managerAction({
  name: "members.change-role",
  schema: ChangeRole,
  handler: async ({ input, viewer, community, words }) => {
    await transact(async (tx) => {
      const target = await findRunningMember(community.id, input.member);
      if (!target) throw new NotFound();
      if (target.role === input.role) return;
      if (!mayChangeRole(viewer.membership, target, input.role)) throw new Refusal("not-allowed");
      await changeRole(tx, {
        communityId: community.id,
        memberId: target.memberId,
        role: input.role,
        actorId: viewer.membership.memberId,
      });
    });
    revalidatePath(`/c/${community.slug}/manage/members`);
    return { message: words.t("members.roles.changed", { role: words.t(`common.role.${input.role}`) }) };
  },
});
