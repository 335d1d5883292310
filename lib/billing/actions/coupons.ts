"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { archiveCoupon, createCoupon } from "../commands/coupons";
import { ArchiveCoupon, CreateCoupon } from "../schema/coupons";
import { tickedIds } from "../schema/products";
import { typedCoupon } from "../typed-coupon";

export const createCouponAction = managerAction({
  name: "billing.create-coupon",
  schema: CreateCoupon,
  limits: { perPerson: [120, hourMs] },
  handler: async ({ input, viewer, community, words, form }) => {
    const terms = { ...typedCoupon(input, community), productIds: tickedIds(form, "product") };
    const actor = { communityId: community.id, actorId: viewer.membership.memberId };
    await transact((tx) => createCoupon(tx, { ...terms, ...actor }));
    revalidatePath(`/c/${community.slug}/manage/coupons`);
    return { message: words.t("selling.coupons.created", { code: input.code }) };
  },
});

export const archiveCouponAction = managerAction({
  name: "billing.archive-coupon",
  schema: ArchiveCoupon,
  handler: async ({ input, viewer, community, words }) => {
    const own = { communityId: community.id, couponId: input.coupon, actorId: viewer.membership.memberId };
    await transact((tx) => archiveCoupon(tx, own));
    revalidatePath(`/c/${community.slug}/manage/coupons`);
    return { message: words.t("selling.coupons.archivedDone") };
  },
});
