import { fromSeconds } from "./objects/base";
import type { SandboxObject } from "./objects/kinds";
import type { SandboxSubscription } from "./objects/subscriptions";

/** When the clock has to look at an object again; null when it rests. */
export function dueAt(object: SandboxObject): Date | null {
  const at = dueSeconds(object);
  return at === null ? null : fromSeconds(at);
}

function dueSeconds(object: SandboxObject): number | null {
  switch (object.object) {
    case "checkout.session":
      return object.status === "open" ? object.expires_at : null;
    case "subscription":
      return nextStep(object);
    case "charge":
      return object._dispute_at ?? null;
    case "refund":
      return object._settles_at ?? object._fails_at;
    case "balance_transaction":
      return object._settles_at;
    case "payout":
      return object.status === "in_transit" ? object.arrival_date : null;
    default:
      return null;
  }
}

/** The first of: the next try of an unpaid renewal or the period's end, a schedule's phase, a pause's end, a notice. */
export function nextStep(subscription: SandboxSubscription): number | null {
  if (subscription.status === "canceled") return null;
  const moments = [
    subscription._retry_at ?? subscription.items.data[0]!.current_period_end,
    subscription._phase_at,
    subscription._trial_notice_at,
    subscription.pause_collection?.resumes_at,
  ];
  return Math.min(...moments.filter((at) => at !== null && at !== undefined));
}
