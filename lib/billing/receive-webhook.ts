import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { wallClock } from "@/lib/platform/clock";
import { enqueue } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { noteEvent } from "./commands/stripe-events";
import { stripe, webhookSecret } from "./gateway";
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
 * A good event is only a hint: its id is noted once, together with the job that goes and looks at Stripe.
 */
export async function receiveWebhook(
  body: string | Uint8Array,
  signature: string | null,
  secret = webhookSecret(),
): Promise<Receipt> {
  if (body.length > bodyMaxBytes) return 413;
  const event = verify(body, signature, secret);
  if (!event) return 400;
  const account = event.account ?? "";
  if (await isKnownEvent(account, event.id)) return 200;
  const ours = account === "" || (await findAccount(account)) !== null;
  const customerId = ours ? customerOf(event) : null;
  await transact(async (tx) => {
    const state = ours ? ("noted" as const) : ("ignored" as const);
    const note = {
      account,
      state,
      id: event.id,
      type: event.type,
      customerId,
      createdAt: new Date(event.created * 1000),
    };
    if (!(await noteEvent(tx, note)) || customerId === null) return;
    const payload = { account, customerId, receivedAt: String(wallClock().getTime()) };
    await enqueue(tx, { kind: "billing.sync-customer", payload, uniqueKey: `billing.sync-customer:${event.id}` });
  });
  return 200;
}

function verify(body: string | Uint8Array, signature: string | null, secret: string): Stripe.Event | null {
  if (secret.trim() === "" || !signature) return null;
  try {
    const payload = typeof body === "string" ? body : Buffer.from(body);
    const event = stripe().webhooks.constructEvent(payload, signature, secret, toleranceSeconds);
    return isEvent(event) ? event : null;
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.message.split("\n")[0] : "unknown" }, "webhook refused");
    return null;
  }
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

/** Whose event it is: the only thing we take from its content, and Stripe is asked about everything else. */
export function customerOf(event: Pick<Stripe.Event, "data">): string | null {
  const subject = event.data.object as { object?: unknown; id?: unknown; customer?: unknown } | null;
  if (subject?.object === "customer" && typeof subject.id === "string") return subject.id;
  const customer = subject?.customer;
  if (typeof customer === "string") return customer;
  const id = (customer as { id?: unknown } | null | undefined)?.id;
  return typeof id === "string" ? id : null;
}
