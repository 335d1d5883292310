import { Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";

const typeOf = (error: unknown) => String((error as { type?: unknown } | null)?.type ?? "");
const statusOf = (error: unknown) => Number((error as { statusCode?: unknown } | null)?.statusCode ?? 0);

/**
 * True when Stripe has answered with a failure that it repeats for a day under the same idempotency key: a declined
 * card, refused parameters, an error of its own. Not so when it was too busy, or its answer got lost: then the same
 * key is what keeps a second try from being a second charge.
 */
export function isFinal(error: unknown): boolean {
  const status = statusOf(error);
  if (status === 409 || status === 429) return false;
  const isRefused = ["StripeCardError", "StripeInvalidRequestError", "StripeIdempotencyError"].includes(typeOf(error));
  return status >= 500 || isRefused;
}

/**
 * Creates something at Stripe under a key, for things that cost nothing. When Stripe would repeat an old failure under
 * that key, once more under another: two of them harm nobody, because only the one we note is used.
 */
export async function underKey<T>(key: string, create: (idempotencyKey: string) => Promise<T>): Promise<T> {
  try {
    return await create(key);
  } catch (error) {
    const isStale = statusOf(error) >= 500 || typeOf(error) === "StripeIdempotencyError";
    if (!isStale) throw error;
    return create(`${key}:${newId()}`);
  }
}

/** What we refuse stays as it is; anything else becomes a sentence: the bank said no, or Stripe does not answer. */
export function asRefusal(error: unknown, what: string, otherwise = "payment-unreachable"): Refusal {
  if (error instanceof Refusal) return error;
  if (typeOf(error) === "StripeCardError") return new Refusal("card-declined");
  log.error({ error: error instanceof Error ? error.message : String(error) }, `${what} failed`);
  return new Refusal(otherwise);
}
