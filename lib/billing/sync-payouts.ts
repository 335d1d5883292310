import "server-only";

/** Brings our rows of an account's payouts up to what Stripe says, with their postings. */
export async function syncPayouts(_account: string): Promise<void> {
  throw new Error("not built yet");
}
