import "server-only";
import Stripe from "stripe";
import { env } from "@/lib/platform/env";
import { isDemo } from "@/lib/platform/installation";
import { installationSecret } from "@/lib/platform/secret";
import { shared } from "@/lib/platform/shared-state";
import { recorded } from "./sandbox/recording";
import { fetchSandbox } from "./sandbox/server";

/** For the contract test: notes every call of the SDK. */
export { recordCalls } from "./sandbox/recording";

/** True when a Stripe key is set: money moves. Otherwise the payment sandbox answers the same SDK in this process. */
export function paymentsAreReal(): boolean {
  return env().STRIPE_SECRET_KEY !== undefined;
}

const clients = shared("billing.stripe", () => new Map<string, Stripe>());

/**
 * The Stripe client of an account: a community's connected one, or "" for the installation's own. Each client sends its
 * account with every call, so none can be forgotten. It is always Stripe's own SDK; only what answers it differs.
 */
export function stripe(account = ""): Stripe {
  const known = clients.get(account);
  if (known) return recorded(known);
  const made = paymentsAreReal() ? realClient(env().STRIPE_SECRET_KEY!, account) : sandboxClient(account);
  clients.set(account, made);
  return recorded(made);
}

/** Retries carry the same idempotency key, so a lost answer cannot become a second charge. */
const options = { telemetry: false, maxNetworkRetries: 2, timeout: 20_000 } as const;

function realClient(key: string, account: string): Stripe {
  const base = env().STRIPE_API_BASE;
  const config = { ...options, ...inAccount(account) };
  if (!base) return new Stripe(key, config);
  const { hostname, port, protocol } = new URL(base);
  const scheme = protocol === "http:" ? "http" : "https";
  return new Stripe(key, { ...config, host: hostname, protocol: scheme, ...(port !== "" && { port: Number(port) }) });
}

const inAccount = (account: string) => (account === "" ? {} : { stripeAccount: account });

function sandboxClient(account: string): Stripe {
  return new Stripe("sk_test_sandbox", {
    ...options,
    ...inAccount(account),
    httpClient: Stripe.createFetchHttpClient(fetchSandbox as typeof fetch),
  });
}

/** What webhooks may be signed with: one endpoint hears of our own account, another of the connected ones. */
export function webhookSecrets(): string[] {
  return [webhookSecret(), paymentsAreReal() ? (env().STRIPE_CONNECT_WEBHOOK_SECRET ?? "") : ""];
}

/** What signs webhooks. Never empty: without a secret every event is refused (see receive-webhook.ts). */
export function webhookSecret(): string {
  if (paymentsAreReal()) return env().STRIPE_WEBHOOK_SECRET ?? "";
  return `whsec_${installationSecret("payment-sandbox-webhook")}`;
}

/** Called once at start: a demo directory must never charge a card. Throws a sentence for the operator. */
export async function assertKeysFitInstallation(): Promise<void> {
  if (paymentsAreReal() && (await isDemo())) {
    throw new Error(
      "STRIPE_SECRET_KEY is set, but this data directory holds the demo. Its members are invented, so no card may be charged there. " +
        "Remove the key, or start a real installation with GUILDHALL_DEMO=off in an empty GUILDHALL_DATA directory.",
    );
  }
}
