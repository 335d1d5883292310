import "server-only";
import type { Endpoint } from "./endpoint";
import { sessionEndpoints } from "./endpoints/checkout-sessions";
import { customerEndpoints } from "./endpoints/customers";
import { eventEndpoints } from "./endpoints/events";
import { invoiceEndpoints } from "./endpoints/invoices";
import { paymentEndpoints } from "./endpoints/payments";
import { portalSessionEndpoints } from "./endpoints/portal-sessions";
import { priceEndpoints } from "./endpoints/prices";
import { productEndpoints } from "./endpoints/products";
import { refundEndpoints } from "./endpoints/refunds";
import { subscriptionEndpoints } from "./endpoints/subscriptions";

const patterns = [
  ...productEndpoints,
  ...priceEndpoints,
  ...customerEndpoints,
  ...sessionEndpoints,
  ...subscriptionEndpoints,
  ...invoiceEndpoints,
  ...paymentEndpoints,
  ...refundEndpoints,
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
    if (match) return { endpoint, id: decodeURIComponent(match[1] ?? "") };
  }
  return null;
}
