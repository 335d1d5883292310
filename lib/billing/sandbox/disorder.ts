import "server-only";
import { transact } from "@/db/client";
import { wallClock } from "@/lib/platform/clock";
import { runReadyJobs } from "@/lib/platform/jobs";
import { receiveWebhook } from "../receive-webhook";
import { noteDelivered } from "./commands";
import { signedEvent } from "./deliveries";
import type { SandboxEvent } from "./objects/events";
import { findEvent, listDueDeliveries, listEvents } from "./queries";
import { seededRandom, shuffled } from "./shuffle";

/** Far enough ahead that no try of a failed delivery is still waiting. */
const farMs = 365 * 24 * 60 * 60 * 1000;

export interface Disorder {
  /** Which events: those that wait (the default), or all that ever were. */
  events?: "waiting" | "all" | readonly SandboxEvent[];
  /** How likely the jobs run between two deliveries, 0 to 1. */
  jobsBetween?: number;
}

/**
 * Delivers webhooks in the worst way Stripe allows: `copies` of each, in an order drawn from `seed`, with jobs running in
 * between, each signed and taken by the real receiver. At the end every job has run. Returns how many were delivered.
 * For tests: no HTTP, no waiting.
 */
export async function deliverShuffled(seed: number, copies = 2, disorder: Disorder = {}): Promise<number> {
  const { events = "waiting", jobsBetween = 0.3 } = disorder;
  const random = seededRandom(seed);
  const chosen = typeof events === "string" ? await eventsThat(events) : events;
  const deck = shuffled(
    chosen.flatMap((event) => Array.from({ length: copies }, () => event)),
    random,
  );
  for (const event of deck) {
    await deliverNow(event);
    if (random() < jobsBetween) await runReadyJobs();
  }
  await runReadyJobs();
  await transact((tx) =>
    noteDelivered(
      tx,
      chosen.map(({ id }) => id),
    ),
  );
  return deck.length;
}

/** Delivers one event again, whether it was taken before or not. Returns how the receiver answered. */
export async function redeliver(eventId: string): Promise<number> {
  const event = await findEvent(eventId);
  if (!event) throw new Error(`no event ${eventId}`);
  return deliverNow(event);
}

async function deliverNow(event: SandboxEvent): Promise<number> {
  const { body, signature } = signedEvent(event);
  return receiveWebhook(body, signature);
}

async function eventsThat(which: "waiting" | "all"): Promise<readonly SandboxEvent[]> {
  if (which === "all") return listEvents();
  const due = await listDueDeliveries(new Date(wallClock().getTime() + farMs), 100_000);
  return due.map(({ event }) => event);
}
