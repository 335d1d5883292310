/** The parts of Stripe's HTTP dialect that both sides of the sandbox speak: errors, and form bodies with nested keys. */

/** What the installed SDK speaks and the sandbox answers in (node_modules/stripe/esm/apiVersion.js). */
export const apiVersion = "2026-10-28.endive";

/** An answer other than 200, in Stripe's error format (https://docs.stripe.com/api/errors). */
export class WireError extends Error {
  readonly status: number;
  readonly body: { type: string; code?: string; param?: string; decline_code?: string; message: string };
  constructor(
    status: number,
    body: { type: string; code?: string; param?: string; decline_code?: string; message: string },
  ) {
    super(body.message);
    this.name = "WireError";
    this.status = status;
    this.body = body;
  }
}

/** The request is wrong in itself: 400. */
export function invalid(message: string, param?: string, code?: string): WireError {
  return new WireError(400, { type: "invalid_request_error", message, ...(param && { param }), ...(code && { code }) });
}

/** It names something that does not exist: 404 for the object in the path, 400 for one in a parameter. */
export function missing(kind: string, id: string, param = "id"): WireError {
  const status = param === "id" ? 404 : 400;
  return new WireError(status, {
    type: "invalid_request_error",
    code: "resource_missing",
    param,
    message: `No such ${kind}: '${id}'`,
  });
}

/** The bank said no: 402. */
export function declined(
  code: "card_declined" | "expired_card",
  reason: "generic_decline" | "insufficient_funds" = "generic_decline",
): WireError {
  const said = { generic_decline: "Your card was declined.", insufficient_funds: "Your card has insufficient funds." };
  return new WireError(402, {
    type: "card_error",
    code,
    message: code === "expired_card" ? "Your card has expired." : said[reason],
    ...(code === "card_declined" && { decline_code: reason }),
  });
}

/** A decoded body: text at the leaves. */
export interface Tree {
  [key: string]: string | Tree;
}

const keysMax = 1000;
const depthMax = 6;

/** `a[b][0][c]=x` and `a[]=x` as a tree. Throws on a body that is not such a form, is too deep, or uses a key twice. */
export function decodeForm(text: string): Tree {
  const root = emptyTree();
  let seen = 0;
  for (const [key, value] of new URLSearchParams(text)) {
    if (++seen > keysMax) throw invalid("Too many parameters.");
    place(root, splitKey(key), value, key);
  }
  return root;
}

function splitKey(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
  if (!match) throw invalid(`Invalid parameter name: ${key}`);
  const parts = [match[1]!, ...[...match[2]!.matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1]!)];
  if (parts.length > depthMax) throw invalid(`Invalid parameter name: ${key}`);
  return parts;
}

function place(root: Tree, parts: readonly string[], value: string, key: string): void {
  let at = root;
  for (const [index, part] of parts.entries()) {
    const name = part === "" ? String(Object.keys(at).length) : part;
    if (index === parts.length - 1) {
      if (name in at) throw invalid(`Received parameter twice: ${key}`, key);
      at[name] = value;
      return;
    }
    at[name] ??= emptyTree();
    const next = at[name];
    if (typeof next === "string") throw invalid(`Invalid ${key}`, key);
    at = next;
  }
}

/** Without a prototype: `__proto__` is a name like any other. */
function emptyTree(): Tree {
  return Object.create(null) as Tree;
}
