import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { transact } from "@/db/client";
import { deleteFaults, putFault, takeFault } from "./commands";
import { declined, WireError } from "./wire";

/**
 * How the sandbox can fail on demand.
 * - `500`: fails, and answers a retry under the same key with the same failure for a day, as Stripe does
 * - `503`: fails before anything happened; a retry is a new attempt
 * - `429`: too many requests, with `retry-after`
 * - `402`: the bank says no
 * - `slow`: answers after `slowMs`
 * - `lost`: done, but the answer never arrives
 */
export const faultKinds = ["500", "503", "429", "402", "slow", "lost"] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  /** How the path begins, without `/v1/`, after a method if only that one fails: `checkout/sessions`, `POST refunds`. */
  path: string;
  kind: FaultKind;
  /** How many requests fail. The SDK retries a `503` and a `lost` answer twice by itself. */
  times?: number;
  slowMs?: number;
}

/** The next requests to a path fail. */
export async function setFault({ path, kind, times = 1, slowMs = 0 }: Fault): Promise<void> {
  await transact((tx) => putFault(tx, { path, kind, times, slowMs }));
}

/** No more faults. */
export async function clearFaults(): Promise<void> {
  await transact(deleteFaults);
}

/** What a fault does to a request: an error before its effect, or an answer lost after it. */
export interface Trouble {
  /** Thrown instead of answering; `kept` ones count as the key's answer. */
  error: WireError | null;
  kept: boolean;
  loseAnswer: boolean;
}

const untroubled: Trouble = { error: null, kept: false, loseAnswer: false };

/** Asks whether this request is to fail, and waits when it is to be slow. */
export async function meetFault(method: string, path: string): Promise<Trouble> {
  const fault = await takeFault(method, path);
  if (!fault) return untroubled;
  switch (fault.kind as FaultKind) {
    case "500":
      return { error: serverError(500), kept: true, loseAnswer: false };
    case "503":
      return { error: serverError(503), kept: false, loseAnswer: false };
    case "429":
      return { error: tooMany(), kept: false, loseAnswer: false };
    case "402":
      return { error: declined("card_declined"), kept: true, loseAnswer: false };
    case "lost":
      return { ...untroubled, loseAnswer: true };
    case "slow":
      await sleep(fault.slowMs ?? 0);
      return untroubled;
  }
}

const serverError = (status: number) =>
  new WireError(status, { type: "api_error", message: "An unknown error occurred. (The sandbox was asked for it.)" });

const tooMany = () =>
  new WireError(429, {
    type: "invalid_request_error",
    code: "rate_limit",
    message: "Request rate limit exceeded. (The sandbox was asked for it.)",
  });
