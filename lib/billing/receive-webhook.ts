import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { wallClock } from "@/lib/platform/clock";
import { crashPoint } from "@/lib/platform/crash-point";
import { enqueue } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { noteEvent } from "./commands/stripe-events";
import { type EventSubject, subjectOf } from "./event-subject";
import { stripe, webhookSecrets } from "./gateway";
import { findAccount } from "./queries/accounts";
import { isKnownEvent } from "./queries/stripe-events";

/** An event of Stripe's is a few kilobytes. */
export const bodyMaxBytes = 256 * 1024;
/** How old a signature may be, in seconds. */
const toleranceSeconds = 300;

/** How a delivery was answered: 200 taken (also when known), 400 not from Stripe, 413 too big. */
export type Receipt = 200 | 400 | 413;

/**
 * Takes one webhook delivery. A signature that does not fit, is too old, or was made when no secret is set, is refused.
 * A good event is only a hint: its id is noted once, together with the job that goes and looks at Stripe. One of an
 * account that is none of ours is noted and left alone.
 */
export async function receiveWebhook(
  body: string | Uint8Array,
  signature: string | null,
  secrets: string | readonly string[] = webhookSecrets(),
): Promise<Receipt> {
  if (body.length > bodyMaxBytes) return 413;
  const event = verify(body, signature, typeof secrets === "string" ? [secrets] : secrets);
  if (!event) return 400;
  const account = event.account ?? "";
  if (await isKnownEvent(account, event.id)) return 200;
  const isOurs = account === "" || (await findAccount(account)) !== null;
  const job = isOurs ? jobFor(account, subjectOf(event)) : null;
  await transact(async (tx) => {
    const note = {
      account,
      state: isOurs ? ("noted" as const) : ("ignored" as const),
      id: event.id,
      type: event.type,
      customerId: job?.payload.customerId ?? null,
      createdAt: new Date(event.created * 1000),
    };
    if (!(await noteEvent(tx, note)) || job === null) return;
    const payload = { ...job.payload, receivedAt: String(wallClock().getTime()) };
    await enqueue(tx, { kind: job.kind, payload, uniqueKey: `${job.kind}:${account}:${event.id}` });
  });
  crashPoint("webhook.noted");
  return 200;
}

/** Which job looks at what an event is about. */
function jobFor(
  account: string,
  subject: EventSubject | null,
): { kind: string; payload: Record<string, string> } | null {
  switch (subject?.kind) {
    case "customer":
      return { kind: "billing.sync-customer", payload: { account, customerId: subject.customerId } };
    case "payment": {
      const { paymentIntentId, chargeId } = subject;
      const payload = { account, paymentIntentId: paymentIntentId ?? "", chargeId: chargeId ?? "" };
      return { kind: "billing.sync-payment", payload };
    }
    case "payouts":
      return { kind: "billing.sync-payouts", payload: { account } };
    case "account":
      return account === "" ? null : { kind: "billing.sync-account", payload: { account } };
    default:
      return null;
  }
}

/** The event, when one of the secrets signed it. An empty secret signs nothing. */
function verify(body: string | Uint8Array, signature: string | null, secrets: readonly string[]): Stripe.Event | null {
  const usable = secrets.filter((secret) => secret.trim() !== "");
  if (usable.length === 0 || !signature) return null;
  const payload = typeof body === "string" ? body : Buffer.from(body);
  let reason = "unknown";
  for (const secret of usable) {
    try {
      const event = stripe().webhooks.constructEvent(payload, signature, secret, toleranceSeconds);
      return isEvent(event) ? event : null;
    } catch (error) {
      reason = error instanceof Error ? (error.message.split("\n")[0] ?? reason) : reason;
    }
  }
  log.warn({ reason }, "webhook refused");
  return null;
}

/** Signed and still not an event: nothing that may reach the database. */
function isEvent(event: unknown): event is Stripe.Event {
  if (typeof event !== "object" || event === null) return false;
  const { id, type, created, data } = event as Partial<Stripe.Event>;
  const named =
    typeof id === "string" && id.length > 0 && id.length < 256 && typeof type === "string" && type.length < 256;
  return (
    named &&
    Number.isSafeInteger(created) &&
    typeof data === "object" &&
    data !== null &&
    typeof data.object === "object"
  );
}
