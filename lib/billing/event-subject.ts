import type Stripe from "stripe";

/** What an event gives a reason to look at. Of its content only names are taken; Stripe is asked about the rest. */
export type EventSubject =
  | { kind: "customer"; customerId: string }
  | { kind: "payment"; paymentIntentId: string | null; chargeId: string | null }
  | { kind: "payouts" }
  | { kind: "account" };

interface Subject {
  object?: unknown;
  id?: unknown;
  customer?: unknown;
  payment_intent?: unknown;
  charge?: unknown;
}

/** Null for what is nothing to us. */
export function subjectOf(event: Pick<Stripe.Event, "type" | "data">): EventSubject | null {
  const subject = event.data.object as Subject | null;
  if (!subject) return null;
  if (subject.object === "payout") return { kind: "payouts" };
  // The operator's share belongs to our account, its charge to another: that one's own events tell of it.
  if (subject.object === "application_fee" || subject.object === "fee_refund") return null;
  if (event.type.startsWith("account.")) return { kind: "account" };
  if (subject.object === "customer") return toCustomer(nameOf(subject.id));
  const customer = nameOf(subject.customer);
  // Refunds and disputes name no customer at Stripe, only the payment they are about.
  const isAboutPayment = subject.object === "refund" || subject.object === "dispute";
  if (customer && !isAboutPayment) return toCustomer(customer);
  const [paymentIntentId, chargeId] = [nameOf(subject.payment_intent), nameOf(subject.charge)];
  return paymentIntentId || chargeId ? { kind: "payment", paymentIntentId, chargeId } : null;
}

const toCustomer = (customerId: string | null): EventSubject | null =>
  customerId ? { kind: "customer", customerId } : null;

function nameOf(value: unknown): string | null {
  const id = typeof value === "object" && value !== null ? (value as { id?: unknown }).id : value;
  return typeof id === "string" && id !== "" && id.length < 256 ? id : null;
}
