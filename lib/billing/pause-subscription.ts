import "server-only";

/** Pauses from the end of the paid period until `resumesAt`. Only a running one with nothing pending. */
export async function pauseSubscription(_userId: string, _subscriptionId: string, _resumesAt: Date): Promise<void> {
  throw new Error("not built yet");
}

/** Takes a pause back; when the paid period is over, a new one is charged at once. */
export async function resumeSubscription(_userId: string, _subscriptionId: string): Promise<void> {
  throw new Error("not built yet");
}
