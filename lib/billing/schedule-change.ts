import "server-only";

/** Agrees a change to another price for the end of the paid period. Choosing again replaces the choice. */
export async function scheduleChange(_userId: string, _subscriptionId: string, _priceId: string): Promise<void> {
  throw new Error("not built yet");
}

/** Takes an agreed change back. */
export async function dropPendingChange(_userId: string, _subscriptionId: string): Promise<void> {
  throw new Error("not built yet");
}

/** Agrees with Stripe that everybody on a price moves to another at their period's end. Returns how many. */
export async function moveSubscribers(_move: {
  communityId: string;
  fromPriceId: string;
  toPriceId: string;
}): Promise<number> {
  throw new Error("not built yet");
}
