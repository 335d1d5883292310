import type { Books } from "./books";
import type { CustomerFacts } from "./customer-facts";

/** A call that Stripe is owed after a sync. Each carries what its idempotency key is made of. */
export type Duty =
  | { kind: "end-trial"; subscriptionId: string }
  | { kind: "cancel-lost-dispute"; subscriptionId: string }
  | { kind: "cancel-refunded"; subscriptionId: string }
  | { kind: "cancel-second"; subscriptionId: string; paymentIntentId: string | null }
  | { kind: "expire-session"; sessionId: string }
  | { kind: "release-schedule"; scheduleId: string };

/** What is to be put right at Stripe, from what it says and what we know. */
export function duties(_facts: CustomerFacts, _books: Books): Duty[] {
  throw new Error("not built yet");
}
