import "server-only";
import { createHash } from "node:crypto";
import { type Tx, transact } from "@/db/client";
import { dayMs, now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { storeAnswer } from "./commands";
import { needAccount } from "./connecting";
import { meetFault, type Trouble } from "./faults";
import { sandboxId } from "./objects/ids";
import { checkParameters } from "./parameters";
import { present } from "./presenting";
import { findAnswer } from "./queries";
import { withinRequest } from "./request-context";
import { findEndpoint } from "./router";
import { apiVersion, decodeForm, invalid, WireError } from "./wire";

/**
 * The payment sandbox's front: answers the Stripe SDK in-process, in Stripe's wire format. Give it to
 * `Stripe.createFetchHttpClient`. Its time is the story's time.
 */
export async function fetchSandbox(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const address = new URL(url instanceof Request ? url.url : url);
  const headers = new Headers(init.headers);
  const request: WireRequest = {
    method: (init.method ?? "GET").toUpperCase(),
    path: address.pathname.replace(/^\/v1\//, "").replace(/\/$/, ""),
    form: init.method === "POST" ? String(init.body ?? "") : address.search.slice(1),
    key: headers.get("idempotency-key"),
    account: headers.get("stripe-account") ?? "",
  };
  const trouble = await meetFault(request.method, request.path);
  const id = sandboxId("request");
  const context = { account: request.account, request: { id, idempotency_key: request.key } };
  const { status, body, replayed } = await withinRequest(context, () => respond(request, trouble));
  if (trouble.loseAnswer) throw new TypeError("fetch failed: the sandbox was asked to lose this answer");
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/json",
      "request-id": id,
      "stripe-version": headers.get("stripe-version") ?? apiVersion,
      ...(request.account !== "" && { "stripe-account": request.account }),
      ...(request.key !== null && { "idempotency-key": request.key }),
      ...(replayed && { "idempotent-replayed": "true" }),
      ...(status === 429 && { "retry-after": "1" }),
      ...(status === 500 && { "stripe-should-retry": "false" }),
    },
  });
}

interface WireRequest {
  method: string;
  path: string;
  form: string;
  key: string | null;
  account: string;
}
interface Answer {
  status: number;
  body: object;
  replayed?: boolean;
}

async function respond(request: WireRequest, trouble: Trouble): Promise<Answer> {
  try {
    if (request.account !== "") await needAccount(request.account);
    return await (request.method === "GET"
      ? answerOnce(prepare(request), trouble)
      : answerIdempotently(request, trouble));
  } catch (error) {
    return asAnswer(error, request);
  }
}

function asAnswer(error: unknown, { path }: WireRequest): Answer {
  if (error instanceof WireError) return { status: error.status, body: { error: error.body } };
  log.error({ path, error: error instanceof Error ? error.stack : String(error) }, "payment sandbox failed");
  return { status: 500, body: { error: { type: "api_error", message: "The payment sandbox failed." } } };
}

/**
 * The same key with the same parameters gets the first answer again for a day, also when it was an error; with other
 * parameters it is refused. A good answer is stored with its effect in one transaction. A request whose parameters
 * failed their check never began and leaves nothing (https://docs.stripe.com/api/idempotent_requests).
 */
async function answerIdempotently(request: WireRequest, trouble: Trouble): Promise<Answer> {
  if (request.key !== null && request.key.length > 255)
    throw invalid("Idempotency keys can have at most 255 characters.");
  const kept = keeping(request);
  try {
    return await transact(async (tx) => {
      const known = await kept.find();
      if (known) return known;
      const answer = await answerOnce(prepare(request), trouble, tx);
      await kept.store(tx, answer);
      return answer;
    });
  } catch (error) {
    if (!(error instanceof Begun)) throw error;
    const answer = asAnswer(error.reason, request);
    if (!(error.reason instanceof WireError)) return answer;
    return transact(async (tx) => {
      const known = await kept.find();
      if (!known) await kept.store(tx, answer);
      return known ?? answer;
    });
  }
}

/** The memory of one idempotency key; without a key nothing is remembered. Keys of two accounts are two keys. */
function keeping({ method, path, form, key, account }: WireRequest) {
  const id = `${account}:${key}`;
  const digest = createHash("sha256").update(`${method} ${path}\n${form}`).digest("hex");
  return {
    async find(): Promise<Answer | null> {
      const known = key === null ? null : await findAnswer(id);
      if (!known || known.createdAt.getTime() <= now().getTime() - dayMs) return null;
      if (known.request === digest) return { status: known.status, body: known.response, replayed: true };
      throw new WireError(400, {
        type: "idempotency_error",
        message: "Keys for idempotent requests can only be used with the same parameters they were first used with.",
      });
    },
    async store(tx: Tx, { status, body }: Answer): Promise<void> {
      if (key !== null) await storeAnswer(tx, { key: id, request: digest, status, response: body, at: now() });
    },
  };
}

/** An endpoint began and failed: its effect is undone, its error is the key's answer. */
class Begun extends Error {
  readonly reason: unknown;
  constructor(reason: unknown) {
    super("the endpoint failed");
    this.reason = reason;
  }
}

/** The endpoint of a request with its parameters checked. Throws what Stripe answers before anything begins. */
function prepare(request: WireRequest) {
  const found = findEndpoint(request.method, request.path);
  if (!found) {
    const message = `Unrecognized request URL (${request.method}: /v1/${request.path}).`;
    throw new WireError(404, { type: "invalid_request_error", message });
  }
  return { ...found, given: checkParameters(decodeForm(request.form), found.endpoint.shape) };
}

async function answerOnce(
  { endpoint, id, given }: ReturnType<typeof prepare>,
  trouble: Trouble,
  tx?: Tx,
): Promise<Answer> {
  if (trouble.error && !trouble.kept) throw trouble.error;
  try {
    if (trouble.error) throw trouble.error;
    const body = await endpoint.answer({ tx: tx as Tx, id, given, at: now() });
    return { status: 200, body: await present(body, (given.expand ?? []) as string[]) };
  } catch (error) {
    // A conflict of transactions is the database's business: the whole of it runs again.
    if (!tx || !(error instanceof WireError)) throw error;
    throw new Begun(error);
  }
}
