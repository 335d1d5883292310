import { AsyncLocalStorage } from "node:async_hooks";
import { shared } from "@/lib/platform/shared-state";

interface Context {
  /** The account whose objects are seen and made; "" is the platform's own. */
  account: string;
  request: { id: string | null; idempotency_key: string | null };
}

const nobody: Context = { account: "", request: { id: null, idempotency_key: null } };
const current = shared("sandbox.context", () => new AsyncLocalStorage<Context>());

/**
 * Runs `work` as a request in an account. Queries and commands of the sandbox ask here and not their caller whose
 * objects they may touch, so that no call site can forget it.
 */
export function withinRequest<T>(context: Context, work: () => Promise<T>): Promise<T> {
  return current.run(context, work);
}

/** The same for what nobody requested: the clock, a payer at the checkout, a button of the control page. */
export function withinAccount<T>(account: string, work: () => Promise<T>): Promise<T> {
  return current.run({ ...nobody, account }, work);
}

export const currentAccount = () => (current.getStore() ?? nobody).account;
export const currentRequest = () => (current.getStore() ?? nobody).request;
