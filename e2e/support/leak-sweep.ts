import { readFileSync } from "node:fs";
import path from "node:path";
import { canariesIn, type Planted, plantedFile } from "./canaries";
import { open, rights } from "./leak-rights";
import { type OwnServer, startOwnServer } from "./own-server";
import { openSession } from "./people";
import { type RawAnswer, rawRequest } from "./raw-request";
import type { Shape } from "./request-shapes";

/** A server in which canaries were planted (plant.ts), somebody who asks it for things, and what was seen by whom. */
export class LeakSweep {
  readonly server: OwnServer;
  readonly planted: Planted;
  readonly seenByRight = new Set<string>();
  requests = 0;
  readonly #keyOfMark: Map<string, string>;
  readonly #cookies = new Map<string, string>();

  private constructor(server: OwnServer) {
    this.server = server;
    this.planted = JSON.parse(readFileSync(path.join(server.data, plantedFile), "utf8")) as Planted;
    this.#keyOfMark = new Map(this.planted.canaries.flatMap(({ key, marks }) => marks.map((mark) => [mark, key])));
  }

  static async start(): Promise<LeakSweep> {
    return new LeakSweep(await startOwnServer("e2e/support/plant.ts"));
  }

  async ask(viewer: string, to: string, shape: Shape): Promise<RawAnswer> {
    this.requests++;
    const cookie = this.#cookieOf(viewer);
    const headers = { "accept-language": "en", ...shape.headers, ...(cookie ? { cookie } : {}) };
    const answer = await rawRequest(this.server.url, shape.spell?.(to) ?? to, { method: shape.method, headers });
    const next = answer.status === 307 || answer.status === 308 ? this.#own(String(answer.headers.location)) : null;
    if (!next) return answer;
    // The router's own requests are sent on to an address with a digest of their headers; slashes and spelling likewise.
    this.requests++;
    return rawRequest(this.server.url, next, { method: shape.method, headers });
  }

  #cookieOf(viewer: string): string {
    const { email } = rights[viewer]!;
    if (!email) return "";
    const known = this.#cookies.get(viewer) ?? `guildhall.session=${openSession(this.server.data, email)}`;
    this.#cookies.set(viewer, known);
    return known;
  }

  #own(location: string): string | null {
    const target = new URL(location, this.server.url);
    return target.origin === this.server.url ? target.pathname + target.search : null;
  }

  /** The keys of what stands in a text. */
  keysIn(text: string): Set<string> {
    return canariesIn(text, this.#keyOfMark);
  }

  /** What of this answer the viewer should not have, as sentences. An address may repeat the words it was asked for. */
  leaks(viewer: string, to: string, shape: Shape, answer: RawAnswer): string[] {
    const asked = this.keysIn(decodeURIComponent(to));
    const whole = `${answer.body} ${decodeHeader(JSON.stringify(answer.headers))}`;
    const found = this.keysIn(asked.size > 0 ? withoutQuestion(to, whole) : whole);
    const allowed = new Set([...rights[viewer]!.sees, ...open]);
    return [...found]
      .filter((key) => !allowed.has(key))
      .map((key) => `${viewer} got “${key}” from ${shape.name} ${to} (${answer.status})`);
  }
}

/** File names and addresses in headers are percent-encoded. */
function decodeHeader(text: string): string {
  return text.replace(/%20/g, " ");
}

/** Takes out the mark that was searched for, wherever the page repeats it: the other mark would still give a leak away. */
export function withoutQuestion(to: string, body: string): string {
  const question = new URL(to, "http://x").searchParams.get("q") ?? "";
  return question ? body.replaceAll(question, "") : body;
}
