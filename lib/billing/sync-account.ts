import "server-only";

/** Brings our row of a connected account up to what Stripe says of it. */
export async function syncAccount(_account: string): Promise<void> {
  throw new Error("not built yet");
}
