import "server-only";

export interface RefundRequest {
  communityId: string;
  paymentId: string;
  /** Minor units, above zero. */
  amount: number;
  reason: string;
  endsAccess: boolean;
  by: { userId: string; self: boolean };
}

/** Gives money back: a row of ours first, then Stripe under its key, then a sync. Refuses what the policy refuses. */
export async function refundPayment(_request: RefundRequest): Promise<void> {
  throw new Error("not built yet");
}
