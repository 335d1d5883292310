import type { IncomingHttpHeaders } from "node:http";
// Next's own reading of the header: with a copy of its grammar here, the next release could refuse its own router.
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";

interface Asking {
  method?: string;
  headers: IncomingHttpHeaders;
}

/**
 * What is wrong with a request's headers in a way over which Next would stumble with a 500 and a page of stack in the
 * log, or null. No browser and no page of ours sends these; anybody else may, as often as they like.
 */
export function malformedRequest({ method, headers }: Asking): { status: 400 | 403; sentence: string } | null {
  if (!isRouterState(headers["next-router-state-tree"]))
    return { status: 400, sentence: "The header Next-Router-State-Tree cannot be understood." };
  return method === "POST" && mayBeAction(headers) ? malformedAction(headers) : null;
}

function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

/** Next takes every multipart form for a server action until it has read it. */
function mayBeAction(headers: IncomingHttpHeaders): boolean {
  return headers["next-action"] !== undefined || isMultipart(headers);
}

function malformedAction(headers: IncomingHttpHeaders): ReturnType<typeof malformedRequest> {
  if (isMultipart(headers) && !/;\s*boundary=[^;\s]/i.test(headers["content-type"]!))
    return { status: 400, sentence: "This form does not say where its fields end." };
  const { origin } = headers;
  if (origin === undefined) return null;
  if (origin !== "null" && !URL.canParse(origin))
    return { status: 400, sentence: "The header Origin cannot be understood." };
  if (origin === "null" || new URL(origin).host !== addressedHost(headers))
    return { status: 403, sentence: "This form was sent from another site." };
  return null;
}

/** The host the sender meant, as Next decides it when it compares it with the origin. */
function addressedHost(headers: IncomingHttpHeaders): string | undefined {
  const [forwarded] = String(headers["x-forwarded-host"] ?? "").split(",");
  return forwarded!.trim() || headers.host;
}

function isMultipart(headers: IncomingHttpHeaders): boolean {
  return headers["content-type"]?.startsWith("multipart/form-data") ?? false;
}
