import type Stripe from "stripe";
import { shared } from "@/lib/platform/shared-state";

/** One call of the SDK: `subscriptions.update` with its arguments as our code gave them. */
export interface RecordedCall {
  name: string;
  args: unknown[];
  /** The line of the stack that called. */
  from: string;
}

const recorder = shared("billing.recorder", () => ({ calls: null as RecordedCall[] | null }));

/** From now on every call of the SDK is noted in the list this returns. For the contract test. */
export function recordCalls(): RecordedCall[] {
  recorder.calls ??= [];
  return recorder.calls;
}

/** The client itself, or a face of it that notes what is called. */
export const recorded = (client: Stripe): Stripe => (recorder.calls ? face(client, "", recorder.calls) : client);

function face<T extends object>(target: T, path: string, calls: RecordedCall[]): T {
  return new Proxy(target, {
    get(object, property) {
      const value: unknown = Reflect.get(object, property, object);
      if (typeof property !== "string" || property.startsWith("_")) return value;
      const name = path === "" ? property : `${path}.${property}`;
      if (typeof value === "function") {
        return (...args: unknown[]) => {
          if (path !== "")
            calls.push({ name, args: structuredClone(args), from: new Error().stack?.split("\n")[2] ?? "" });
          return Reflect.apply(value, object, args);
        };
      }
      return typeof value === "object" && value !== null ? face(value, name, calls) : value;
    },
  });
}
