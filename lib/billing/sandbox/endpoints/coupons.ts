import "server-only";
import type Stripe from "stripe";
import { put } from "../commands";
import { couponWorks } from "../discounting";
import type { Call, Endpoint } from "../endpoint";
import { seconds } from "../objects/base";
import type { SandboxCoupon } from "../objects/coupons";
import { sandboxId } from "../objects/ids";
import { created, page, paging } from "../paging";
import {
  accepts,
  changed,
  choice,
  list,
  mergeMetadata,
  metadata,
  metadataOf,
  object,
  type Parameters,
  percent,
  positive,
  text,
  textOr,
} from "../parameters";
import { findObject, listObjects, needObject } from "../queries";
import { invalid, missing } from "../wire";

/** https://docs.stripe.com/api/coupons */
export const couponEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "coupons",
    shape: accepts<Stripe.CouponCreateParams>()({
      id: text,
      percent_off: percent,
      amount_off: positive,
      currency: text,
      duration: choice("once", "repeating", "forever"),
      duration_in_months: positive,
      max_redemptions: positive,
      redeem_by: positive,
      name: text,
      applies_to: object({ products: list(text) }),
      metadata,
    }),
    answer: createCoupon,
  },
  {
    method: "POST",
    path: "coupons/:id",
    shape: accepts<Stripe.CouponUpdateParams>()({ name: text, metadata }),
    async answer({ tx, id, given }) {
      const before = await needCouponObject(id);
      const coupon = {
        ...before,
        name: changed(given.name, before.name),
        metadata: mergeMetadata(before.metadata, given),
      };
      await put(tx, coupon);
      return coupon;
    },
  },
  {
    method: "GET",
    path: "coupons/:id",
    shape: {},
    async answer({ id, at }) {
      return asOf(await needCouponObject(id), at);
    },
  },
  {
    method: "GET",
    path: "coupons",
    shape: accepts<Stripe.CouponListParams>()({ ...paging, ...created }),
    async answer({ given, at }) {
      const all = (await listObjects("coupon")).filter(({ _deleted }) => !_deleted);
      return page(
        all.map((coupon) => asOf(coupon, at)),
        given,
        "/v1/coupons",
      );
    },
  },
  {
    method: "DELETE",
    path: "coupons/:id",
    shape: {},
    async answer({ tx, id }) {
      await put(tx, { ...(await needCouponObject(id)), valid: false, _deleted: true });
      return { id, object: "coupon", deleted: true };
    },
  },
];

async function needCouponObject(id: string): Promise<SandboxCoupon> {
  const coupon = await needObject("coupon", id);
  if (coupon._deleted) throw missing("coupon", id);
  return coupon;
}

/** Whether it can still be taken depends on the day and on how often it was. */
const asOf = (coupon: SandboxCoupon, at: Date) => ({ ...coupon, valid: couponWorks(coupon, at) });

async function createCoupon({ tx, given, at }: Call): Promise<SandboxCoupon> {
  const id = textOr(given.id, sandboxId("coupon"));
  if (await findObject("coupon", id)) throw invalid(`Coupon already exists: ${id}`, "id", "resource_already_exists");
  const duration = textOr(given.duration, "once") as SandboxCoupon["duration"];
  refuseContradictions(given, duration);
  const coupon: SandboxCoupon = {
    id,
    object: "coupon",
    amount_off: number(given.amount_off),
    ...(given.applies_to !== undefined && { applies_to: given.applies_to as { products: string[] } }),
    created: seconds(at),
    currency: textOr(given.currency, null),
    duration,
    duration_in_months: number(given.duration_in_months),
    livemode: false,
    max_redemptions: number(given.max_redemptions),
    metadata: metadataOf(given),
    name: textOr(given.name, null),
    percent_off: number(given.percent_off),
    redeem_by: number(given.redeem_by),
    times_redeemed: 0,
    valid: true,
  };
  await put(tx, coupon);
  return coupon;
}

const number = (value: unknown) => (typeof value === "number" ? value : null);

function refuseContradictions(given: Parameters, duration: string): void {
  if ((given.percent_off === undefined) === (given.amount_off === undefined))
    throw invalid("You must pass either percent_off or amount_off.", "percent_off");
  if (given.amount_off !== undefined && given.currency === undefined)
    throw invalid("You must pass currency when passing amount_off.", "currency", "parameter_missing");
  if ((duration === "repeating") !== (given.duration_in_months !== undefined))
    throw invalid("duration_in_months belongs to coupons with a repeating duration.", "duration_in_months");
}
