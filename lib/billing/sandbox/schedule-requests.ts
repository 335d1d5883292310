import "server-only";
import { periodBoundary } from "@/lib/billing/billing-period";
import { emit } from "./commands";
import type { Call } from "./endpoint";
import { fromSeconds, type Metadata, seconds } from "./objects/base";
import { sandboxId } from "./objects/ids";
import type { SandboxPhase, SandboxSchedule } from "./objects/schedules";
import type { SandboxSubscription } from "./objects/subscriptions";
import { mergeMetadata, metadataOf } from "./parameters";
import { needObject } from "./queries";
import { catchUp } from "./renewing";
import { attachSchedule, phaseNow } from "./scheduling";
import { refuseOtherPrice } from "./subscription-terms";
import { invalid } from "./wire";

/** A schedule over a running subscription: one phase, the present one. */
export async function createSchedule({ tx, given, at }: Call): Promise<SandboxSchedule> {
  const subscription = await catchUp(tx, String(given.from_subscription), at);
  if (subscription.schedule !== null)
    throw invalid(
      `You cannot migrate a subscription that is already attached to a schedule: \`${subscription.schedule}\`.`,
      "from_subscription",
    );
  if (subscription.status === "canceled")
    throw invalid("You cannot migrate a canceled subscription.", "from_subscription");
  const phase = phaseNow(subscription);
  const schedule: SandboxSchedule = {
    id: sandboxId("subscription_schedule"),
    object: "subscription_schedule",
    created: seconds(at),
    livemode: false,
    canceled_at: null,
    completed_at: null,
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
    customer: subscription.customer,
    end_behavior: subscription.cancel_at_period_end ? "cancel" : "release",
    metadata: metadataOf(given),
    phases: [phase],
    released_at: null,
    released_subscription: null,
    status: "active",
    subscription: subscription.id,
  };
  await attachSchedule(tx, schedule);
  await emit(tx, "subscription_schedule.created", schedule, at);
  return schedule;
}

interface GivenPhase {
  duration?: { interval: "month" | "year"; interval_count?: number };
  end_date?: number;
  items: { price?: string }[];
  metadata?: Metadata;
  proration_behavior?: "always_invoice" | "none";
  start_date?: number;
}

/** Other phases for a schedule. The one that runs must be among them, beginning when it began. */
export async function updateSchedule({ tx, id, given, at }: Call): Promise<SandboxSchedule> {
  const before = await needObject("subscription_schedule", id);
  if (before.status !== "active")
    throw invalid(`You cannot update a subscription schedule that is currently in the \`${before.status}\` status.`);
  await catchUp(tx, before.subscription!, at);
  const present = await needObject("subscription_schedule", id);
  if (present.status !== "active") throw invalid("The subscription schedule is over.");
  const subscription = await needObject("subscription", present.subscription!);
  const phases = given.phases
    ? await phasesOf(present, subscription, given.phases as unknown as GivenPhase[])
    : present.phases;
  const current = phases.find(({ start_date }) => start_date === present.current_phase!.start_date)!;
  const schedule: SandboxSchedule = {
    ...present,
    current_phase: { start_date: current.start_date, end_date: current.end_date },
    end_behavior: (given.end_behavior as "release" | "cancel" | undefined) ?? present.end_behavior,
    metadata: mergeMetadata(present.metadata, given),
    phases,
  };
  await attachSchedule(tx, schedule);
  await emit(tx, "subscription_schedule.updated", schedule, at);
  return schedule;
}

async function phasesOf(
  schedule: SandboxSchedule,
  subscription: SandboxSubscription,
  given: readonly GivenPhase[],
): Promise<SandboxPhase[]> {
  const phases: SandboxPhase[] = [];
  for (const [index, phase] of given.entries()) {
    const previous = phases.at(-1);
    const start = phase.start_date ?? previous?.end_date;
    if (start === undefined)
      throw invalid("The first phase needs a start_date.", "phases[0][start_date]", "parameter_missing");
    if (previous && start !== previous.end_date)
      throw invalid("A phase begins where the one before it ends.", `phases[${index}][start_date]`);
    phases.push(await phaseOf(subscription, phase, start, `phases[${index}]`));
  }
  if (!phases.some(({ start_date }) => start_date === schedule.current_phase!.start_date))
    throw invalid("You can not modify the start date of the current phase.", "phases[0][start_date]");
  return phases;
}

async function phaseOf(
  subscription: SandboxSubscription,
  phase: GivenPhase,
  start: number,
  param: string,
): Promise<SandboxPhase> {
  const [item, more] = phase.items;
  if (!item || more) throw invalid("The payment sandbox knows subscriptions with one item.", `${param}[items]`);
  const price = await needObject("price", String(item.price), `${param}[items][0][price]`);
  refuseOtherPrice(subscription, price, `${param}[items][0][price]`);
  const { interval, interval_count: times = 1 } = phase.duration ?? { interval: price.recurring!.interval };
  const end = phase.end_date ?? seconds(periodBoundary(fromSeconds(start), interval, times));
  if (end <= start) throw invalid("A phase ends after it begins.", `${param}[end_date]`);
  return {
    ...phaseNow(subscription),
    end_date: end,
    items: [{ metadata: {}, price: price.id, quantity: 1 }],
    metadata: phase.metadata ?? {},
    proration_behavior: phase.proration_behavior ?? "create_prorations",
    start_date: start,
    trial_end: null,
  };
}
