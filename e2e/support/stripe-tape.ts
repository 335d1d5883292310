import Stripe from "stripe";
import { transact } from "../../db/client";
import { sandboxObjects } from "../../db/schema/sandbox";
import { fetchSandbox } from "../../lib/billing/sandbox/server";
import { shared } from "../../lib/platform/shared-state";

type SandboxRow = typeof sandboxObjects.$inferSelect;

/**
 * Stripe as it was. While a story is played for the first time every call goes to the sandbox; afterwards each question
 * is answered as the sandbox would have answered it at a moment of the story, and remembered, so that fifty tellings
 * cost one. A telling only asks: what would change Stripe is refused and counted.
 */
export class StripeTape {
  readonly #moments: SandboxRow[][] = [];
  readonly #answers = new Map<string, { status: number; body: string }>();
  #inPlace = -1;
  #queue: Promise<unknown> = Promise.resolve();
  /** The moment questions are answered for; null while the story is played. */
  #moment: number | null = null;
  readonly refused: string[] = [];

  /** Puts this tape between our code and the sandbox. */
  insert(): void {
    const client = new Stripe("sk_test_sandbox", {
      telemetry: false,
      maxNetworkRetries: 0,
      httpClient: Stripe.createFetchHttpClient(((url: string, init?: RequestInit) =>
        this.#answer(url, init)) as typeof fetch),
    });
    shared("billing.stripe", () => new Map<string, Stripe>()).set("", client);
  }

  eject(): void {
    shared("billing.stripe", () => new Map<string, Stripe>()).delete("");
  }

  /** Remembers Stripe as it is now. Moments count from 0. */
  keep(rows: SandboxRow[]): void {
    this.#moments.push(rows);
    this.#inPlace = this.#moments.length - 1;
  }

  turnTo(moment: number): void {
    this.#moment = moment;
  }

  async #answer(url: string, init?: RequestInit): Promise<Response> {
    if (this.#moment === null) return fetchSandbox(url, init);
    const method = init?.method ?? "GET";
    if (method !== "GET") {
      this.refused.push(`${method} ${new URL(url).pathname} ${String(init?.body ?? "")}`);
      return Response.json({ error: { type: "api_error", message: "The story has been told." } }, { status: 400 });
    }
    const key = `${this.#moment} ${url}`;
    let known = this.#answers.get(key);
    if (!known) {
      known = await this.#ask(this.#moment, url, init);
      this.#answers.set(key, known);
    }
    return new Response(known.body, { status: known.status, headers: { "content-type": "application/json" } });
  }

  /** One question after the other: each needs the sandbox as it was at its moment. */
  #ask(moment: number, url: string, init?: RequestInit): Promise<{ status: number; body: string }> {
    const asked = this.#queue.then(async () => {
      await this.#restore(moment);
      const answer = await fetchSandbox(url, init);
      return { status: answer.status, body: await answer.text() };
    });
    this.#queue = asked.catch(() => undefined);
    return asked;
  }

  async #restore(moment: number): Promise<void> {
    if (this.#inPlace === moment) return;
    const rows = this.#moments[moment]!;
    await transact(async (tx) => {
      await tx.delete(sandboxObjects);
      for (let start = 0; start < rows.length; start += 500)
        await tx.insert(sandboxObjects).values(rows.slice(start, start + 500));
    });
    this.#inPlace = moment;
  }
}
