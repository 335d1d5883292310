import "server-only";
import type { Endpoint } from "./endpoint";
import { accountEndpoints } from "./endpoints/accounts";
import { balanceEndpoints } from "./endpoints/balance";
import { sessionEndpoints } from "./endpoints/checkout-sessions";
import { couponEndpoints } from "./endpoints/coupons";
import { customerEndpoints } from "./endpoints/customers";
import { disputeEndpoints } from "./endpoints/disputes";
import { eventEndpoints } from "./endpoints/events";
import { invoiceEndpoints } from "./endpoints/invoices";
import { paymentEndpoints } from "./endpoints/payments";
import { portalSessionEndpoints } from "./endpoints/portal-sessions";
import { priceEndpoints } from "./endpoints/prices";
import { productEndpoints } from "./endpoints/products";
import { refundEndpoints } from "./endpoints/refunds";
import { scheduleEndpoints } from "./endpoints/subscription-schedules";
import { subscriptionEndpoints } from "./endpoints/subscriptions";
import { invalid } from "./wire";

const patterns = [
  ...productEndpoints,
  ...priceEndpoints,
  ...couponEndpoints,
  ...customerEndpoints,
  ...sessionEndpoints,
  ...subscriptionEndpoints,
  ...scheduleEndpoints,
  ...invoiceEndpoints,
  ...paymentEndpoints,
  ...refundEndpoints,
  ...disputeEndpoints,
  ...balanceEndpoints,
  ...accountEndpoints,
  ...eventEndpoints,
  ...portalSessionEndpoints,
].map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replace(":id", "([^/]+)")}$`),
}));

/** The endpoint that answers a request, with the id in its path; null when there is none. `path` is without `/v1/`. */
export function findEndpoint(method: string, path: string): { endpoint: Endpoint; id: string } | null {
  for (const { endpoint, pattern } of patterns) {
    const match = endpoint.method === method ? pattern.exec(path) : null;
    if (match) return { endpoint, id: decoded(match[1] ?? "") };
  }
  return null;
}

/** An id as it was meant. One that is no percent-encoding names nothing. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    throw invalid(`Invalid path: ${id}`);
  }
}
