import "server-only";
import type { Tx } from "@/db/client";
import { emit, put } from "./commands";
import { seconds } from "./objects/base";
import type { SandboxSchedule } from "./objects/schedules";
import { needObject } from "./queries";

/** Lets a subscription go on as it is: what was scheduled will not happen. */
export async function releaseSchedule(tx: Tx, schedule: SandboxSchedule, at: Date): Promise<SandboxSchedule> {
  const subscription = await needObject("subscription", schedule.subscription!);
  const released: SandboxSchedule = {
    ...schedule,
    status: "released",
    current_phase: null,
    released_at: seconds(at),
    released_subscription: subscription.id,
    subscription: null,
  };
  const free = { ...subscription, schedule: null, _phase_at: null };
  await put(tx, released);
  await put(tx, free);
  await emit(tx, "subscription_schedule.released", released, at);
  await emit(tx, "customer.subscription.updated", free, at);
  return released;
}

/** The schedule of a subscription that has ended. */
export async function cancelSchedule(tx: Tx, id: string, at: Date): Promise<void> {
  const schedule = await needObject("subscription_schedule", id);
  if (schedule.status !== "active") return;
  const canceled: SandboxSchedule = {
    ...schedule,
    status: "canceled",
    canceled_at: seconds(at),
    current_phase: null,
  };
  await put(tx, canceled);
  await emit(tx, "subscription_schedule.canceled", canceled, at);
}
