/**
 * Moments at which a machine may die between two things that should both happen. Tests kill a process there and look
 * at what is left (`crash.torture.db.test.ts`); anywhere else a call does nothing.
 */
export type CrashPoint =
  | "checkout.session-created" // Stripe has the session, our order does not know
  | "change.stripe-answered" // Stripe changed the subscription, our books do not know
  | "refund.stripe-answered" // Stripe gave the money back, our books do not know
  | "sync.facts-read" // we know what Stripe says, nothing is written
  | "sync.before-commit" // everything is written, nothing committed
  | "sync.committed" // committed, nobody told
  | "webhook.noted" // the event is noted with its job, Stripe has not heard so
  | "notice.sent"; // the mail is out, not marked

export function crashPoint(name: CrashPoint): void {
  if (process.env.GUILDHALL_TEST_CRASH === name) process.kill(process.pid, "SIGKILL");
}
