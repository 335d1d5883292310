import "server-only";
import type Stripe from "stripe";
import type { Endpoint } from "../endpoint";
import { created, page, paging } from "../paging";
import { accepts, choice, flag, integer, list, metadata, object, positive, required, text } from "../parameters";
import { listObjects, needObject } from "../queries";
import { releaseSchedule } from "../schedule-ends";
import { createSchedule, updateSchedule } from "../schedule-requests";
import { invalid } from "../wire";

/** https://docs.stripe.com/api/subscription_schedules */
export const scheduleEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "subscription_schedules",
    shape: accepts<Stripe.SubscriptionScheduleCreateParams>()({ from_subscription: required(text), metadata }),
    answer: createSchedule,
  },
  {
    method: "POST",
    path: "subscription_schedules/:id",
    shape: accepts<Stripe.SubscriptionScheduleUpdateParams>()({
      end_behavior: choice("release", "cancel"),
      metadata,
      phases: list(
        object({
          // What the subscription has anyway: the sandbox takes both from it.
          discounts: list(object({ coupon: text, discount: text })),
          trial_end: integer,
          duration: object({ interval: required(choice("month", "year")), interval_count: positive }),
          end_date: integer,
          items: required(list(object({ price: text, quantity: positive, metadata }))),
          metadata,
          proration_behavior: choice("always_invoice", "none"),
          start_date: integer,
        }),
      ),
      proration_behavior: choice("always_invoice", "none"),
    }),
    answer: updateSchedule,
  },
  {
    method: "POST",
    path: "subscription_schedules/:id/release",
    shape: accepts<Stripe.SubscriptionScheduleReleaseParams>()({ preserve_cancel_date: flag }),
    async answer({ tx, id, at }) {
      const schedule = await needObject("subscription_schedule", id);
      if (schedule.status !== "active")
        throw invalid(
          `You cannot release a subscription schedule that is currently in the \`${schedule.status}\` status.`,
        );
      return releaseSchedule(tx, schedule, at);
    },
  },
  {
    method: "GET",
    path: "subscription_schedules/:id",
    shape: {},
    answer: ({ id }) => needObject("subscription_schedule", id),
  },
  {
    method: "GET",
    path: "subscription_schedules",
    shape: accepts<Stripe.SubscriptionScheduleListParams>()({ ...paging, ...created, customer: text }),
    answer: async ({ given }) =>
      page(
        await listObjects("subscription_schedule", given.customer as string | undefined),
        given,
        "/v1/subscription_schedules",
      ),
  },
];
