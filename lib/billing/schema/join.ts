import { z } from "zod";
import { intervals } from "../billing-period";

/**
 * What stands in the join page's address: the rhythm, a typed code, one offer by its price, and `as=visitor` for who
 * runs the community and wants to see it as others do.
 */
export const JoinPageQuery = z.object({
  per: z.enum(intervals).catch("month"),
  coupon: z.string().max(64).catch(""),
  price: z.string().max(64).catch(""),
  as: z.enum(["visitor"]).optional().catch(undefined),
});
export type JoinPageQuery = z.output<typeof JoinPageQuery>;
