import { z } from "zod";
import { couponField, emptyAsAbsent, idField } from "./fields";

/** `to` is where the code is sent, if anywhere. */
export const BuyGift = z.object({
  community: z.string(),
  price: idField,
  coupon: couponField,
  to: emptyAsAbsent(z.string().trim().max(254, "bad-email")),
  note: z.string().trim().max(500, "too-long").default(""),
});
const Code = z.string({ error: "required" }).trim().min(1, "required").max(64, "gift-unknown");
export const RedeemGift = z.object({ community: z.string(), code: Code });

/** What stands in the address of the gift pages. */
export const GiftPageQuery = z.object({
  price: idField.optional().catch(undefined),
  coupon: couponField.catch(""),
  redeemed: z.literal("yes").optional().catch(undefined),
});
/** `?code=` on the page where a code is redeemed. */
export const GiftCodeQuery = z.object({ code: z.string().trim().max(64).catch("") });
