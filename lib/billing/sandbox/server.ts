import "server-only";
import { createHash } from "node:crypto";
import { transact } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { storeAnswer } from "./commands";
import { type Kind, prefixes, sandboxId } from "./objects/ids";
import { type SandboxKinds, type StoredKind, shown } from "./objects/kinds";
import { checkParameters } from "./parameters";
import { findAnswer, findObject } from "./queries";
import { findEndpoint } from "./router";
import { decodeForm, invalid, WireError } from "./wire";

/**
 * The payment sandbox's front: answers the Stripe SDK in-process, in Stripe's wire format. Give it to
 * `Stripe.createFetchHttpClient`. Its time is the story's time.
 */
export async function fetchSandbox(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const address = new URL(url instanceof Request ? url.url : url);
  const request: WireRequest = {
    method: (init.method ?? "GET").toUpperCase(),
    path: address.pathname.replace(/^\/v1\//, "").replace(/\/$/, ""),
    form: init.method === "POST" ? String(init.body ?? "") : address.search.slice(1),
    key: new Headers(init.headers).get("idempotency-key"),
  };
  const { status, body, replayed } = await respond(request);
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/json",
      "request-id": sandboxId("request"),
      ...(replayed && { "idempotent-replayed": "true" }),
    },
  });
}

interface WireRequest {
  method: string;
  path: string;
  form: string;
  key: string | null;
}
interface Answer {
  status: number;
  body: object;
  replayed?: boolean;
}

async function respond(request: WireRequest): Promise<Answer> {
  try {
    return await (request.method === "GET" ? answerOnce(request) : answerIdempotently(request));
  } catch (error) {
    if (error instanceof WireError) return { status: error.status, body: { error: error.body } };
    log.error(
      { path: request.path, error: error instanceof Error ? error.stack : String(error) },
      "payment sandbox failed",
    );
    return { status: 500, body: { error: { type: "api_error", message: "The payment sandbox failed." } } };
  }
}

/**
 * The same key with the same parameters gets the first answer again; with other parameters it is refused. An answer
 * is stored with its effect in one transaction; requests that failed their checks are not stored.
 */
async function answerIdempotently(request: WireRequest): Promise<Answer> {
  if (request.key !== null && request.key.length > 255)
    throw invalid("Idempotency keys can have at most 255 characters.");
  return transact(async (tx) => {
    const digest = createHash("sha256").update(`${request.method} ${request.path}\n${request.form}`).digest("hex");
    const known = request.key === null ? null : await findAnswer(request.key);
    if (known && known.request !== digest) {
      throw new WireError(400, {
        type: "idempotency_error",
        message: "Keys for idempotent requests can only be used with the same parameters they were first used with.",
      });
    }
    if (known) return { status: known.status, body: known.response, replayed: true };
    const answer = await answerOnce(request, tx);
    if (request.key !== null)
      await storeAnswer(tx, {
        key: request.key,
        request: digest,
        status: answer.status,
        response: answer.body,
        at: now(),
      });
    return answer;
  });
}

type Tx = Parameters<Parameters<typeof transact>[0]>[0];

async function answerOnce(request: WireRequest, tx?: Tx): Promise<Answer> {
  const found = findEndpoint(request.method, request.path);
  if (!found) {
    const message = `Unrecognized request URL (${request.method}: /v1/${request.path}).`;
    throw new WireError(404, { type: "invalid_request_error", message });
  }
  const given = checkParameters(decodeForm(request.form), found.endpoint.shape);
  const body = await found.endpoint.answer({ tx: tx as Tx, id: found.id, given, at: now() });
  return { status: 200, body: await present(body, (given.expand ?? []) as string[]) };
}

type Json = Record<string, unknown>;

/** Fields that only appear when asked for with `expand[]`. */
const onlyExpanded: Record<string, string[]> = { "checkout.session": ["line_items"], invoice: ["payments"] };

/** Hides what is internal or not asked for, and puts objects in the place of the ids that `expand` names. */
async function present(object: object, expand: readonly string[]): Promise<Json> {
  const visible = shown(object) as Json;
  if (visible.object === "list") {
    const inner = expand.map((path) => {
      if (!path.startsWith("data.")) throw invalid(`This property cannot be expanded (${path}).`, "expand");
      return path.slice("data.".length);
    });
    return { ...visible, data: await Promise.all((visible.data as object[]).map((each) => present(each, inner))) };
  }
  for (const field of onlyExpanded[String(visible.object)] ?? []) {
    if (!expand.some((path) => path.split(".")[0] === field)) delete visible[field];
  }
  for (const path of expand) await expandPath(visible, path);
  return visible;
}

const expandMaxDepth = 4;

async function expandPath(object: Json, path: string): Promise<void> {
  const [field = "", ...rest] = path.split(".");
  if (rest.length >= expandMaxDepth || !Object.hasOwn(object, field))
    throw invalid(`This property cannot be expanded (${path}).`, "expand");
  const value = object[field];
  if (value === null) return;
  const expanded = typeof value === "string" ? await objectById(value, path) : (structuredClone(value) as Json);
  object[field] = expanded;
  if (rest.length === 0) return;
  const targets = expanded.object === "list" ? (expanded.data as Json[]) : [expanded];
  const inner = expanded.object === "list" ? rest.slice(1) : rest;
  if (inner.length > 0) for (const target of targets) await expandPath(target, inner.join("."));
}

async function objectById(id: string, path: string): Promise<Json> {
  const kind = (Object.keys(prefixes) as Kind[]).find((each) => id.startsWith(`${prefixes[each]}_`));
  const found = kind ? await findObject(kind as StoredKind & keyof SandboxKinds, id) : null;
  if (!found) throw invalid(`This property cannot be expanded (${path}).`, "expand");
  return shown(found);
}
