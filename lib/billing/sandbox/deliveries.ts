import "server-only";
import { transact } from "@/db/client";
import { now, secondMs, wallClock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { shared } from "@/lib/platform/shared-state";
import { onChange } from "@/lib/platform/signals";
import { paymentsAreReal, stripe, webhookSecret } from "../gateway";
import { advanceSandbox } from "./clock";
import { noteDelivery, noteDropped } from "./commands";
import { type DeliveryPolicy, deliveryPolicy } from "./delivery-policy";
import type { SandboxEvent } from "./objects/events";
import { type DueDelivery, listDueDeliveries } from "./queries";
import { shuffled } from "./shuffle";

const state = shared("sandbox.deliveries", () => ({
  timer: null as NodeJS.Timeout | null,
  running: false,
  again: false,
  stop: () => {},
}));

const pollMs = 5 * secondMs;
const answerMaxMs = 10 * secondMs;
const batchSize = 50;
const atOnce = 4;

/**
 * Starts the sandbox's own life in this process: its clock keeps up with the story, its webhooks go out over HTTP.
 * Does nothing when real keys are set.
 */
export function startSandbox(): void {
  if (paymentsAreReal() || state.timer) return;
  state.timer = setInterval(() => void wake(), pollMs);
  state.timer.unref();
  state.stop = onChange(({ kind, id }) => {
    if (kind === "clock" || id === "sandbox.deliver") void wake();
  });
  void wake();
}

export function stopSandbox(): void {
  if (state.timer) clearInterval(state.timer);
  state.timer = null;
  state.stop();
}

async function wake(): Promise<void> {
  if (state.running) {
    state.again = true;
    return;
  }
  state.running = true;
  try {
    do {
      state.again = false;
      await advanceSandbox(now());
      await deliverWaiting();
    } while (state.again && state.timer);
  } catch (error) {
    log.error({ error: error instanceof Error ? error.message : String(error) }, "payment sandbox");
  } finally {
    state.running = false;
  }
}

/**
 * Sends every webhook that is due, a few at once and as the policy says; those that fail are due again later. Returns
 * how many were tried.
 */
export async function deliverWaiting(): Promise<number> {
  for (let tried = 0; ; ) {
    const policy = await deliveryPolicy();
    if (policy.hold) return tried;
    const batch = await listDueDeliveries(new Date(wallClock().getTime() - policy.delayMs), batchSize);
    if (batch.length === 0) return tried;
    const order = policy.shuffle ? shuffled(batch, Math.random) : batch;
    for (let start = 0; start < order.length; start += atOnce) {
      await Promise.all(order.slice(start, start + atOnce).map((each) => deliver(each, policy)));
    }
    tried += batch.length;
  }
}

async function deliver({ event, attempts, copies }: DueDelivery, policy: DeliveryPolicy): Promise<void> {
  if (policy.drop.includes(event.type)) return transact((tx) => noteDropped(tx, event.id));
  let status: number | null = null;
  for (let copy = 0; copy < Math.max(copies, policy.copies); copy++) status = await post(event);
  await transact((tx) => noteDelivery(tx, event.id, { status, attempts }));
}

/** Sends an event at once, held or not, `copies` times. Returns the last answer's status, null when nobody answered. */
export async function sendNow(event: SandboxEvent, copies = 1): Promise<number | null> {
  let status: number | null = null;
  for (let copy = 0; copy < copies; copy++) status = await post(event);
  await transact((tx) => noteDelivery(tx, event.id, { status, attempts: 0 }));
  return status;
}

async function post(event: SandboxEvent): Promise<number | null> {
  const { body, signature } = signedEvent(event);
  try {
    const address = `http://127.0.0.1:${env().PORT ?? 3000}/api/stripe/webhook`;
    const headers = { "content-type": "application/json", "stripe-signature": signature };
    const answer = await fetch(address, { method: "POST", body, headers, signal: AbortSignal.timeout(answerMaxMs) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}

/** An event as it goes over the wire, with its signature of this moment. */
export function signedEvent(event: SandboxEvent): { body: string; signature: string } {
  const body = JSON.stringify(event);
  const timestamp = Math.floor(wallClock().getTime() / secondMs);
  return {
    body,
    signature: stripe().webhooks.generateTestHeaderString({ payload: body, secret: webhookSecret(), timestamp }),
  };
}
