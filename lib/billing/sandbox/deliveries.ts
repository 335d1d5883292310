import "server-only";
import { transact } from "@/db/client";
import { now, secondMs, wallClock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { shared } from "@/lib/platform/shared-state";
import { onChange } from "@/lib/platform/signals";
import { paymentsAreReal, stripe, webhookSecret } from "../gateway";
import { advanceSandbox } from "./clock";
import { noteDelivery } from "./commands";
import type { SandboxEvent } from "./objects/events";
import { listDueDeliveries } from "./queries";

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

/** Sends every webhook that is due, a few at once; those that fail are due again later. Returns how many were tried. */
export async function deliverWaiting(): Promise<number> {
  for (let tried = 0; ; ) {
    const batch = await listDueDeliveries(wallClock(), batchSize);
    if (batch.length === 0) return tried;
    for (let start = 0; start < batch.length; start += atOnce) {
      await Promise.all(batch.slice(start, start + atOnce).map(deliver));
    }
    tried += batch.length;
  }
}

async function deliver({ event, attempts }: { event: SandboxEvent; attempts: number }): Promise<void> {
  const status = await post(event);
  await transact((tx) => noteDelivery(tx, event.id, { status, attempts }));
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
