import "server-only";

/** The address where an owner connects their Stripe account. Makes the account on the first visit. */
export async function connectAccount(_owner: {
  community: { id: string; slug: string };
  returnTo: string;
}): Promise<string> {
  throw new Error("not built yet");
}

/** Stops selling into the connected account: new sales go to the installation's own again. */
export async function disconnectAccount(_communityId: string): Promise<void> {
  throw new Error("not built yet");
}
