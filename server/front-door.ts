import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { isHttps, publicUrl, type Settings } from "../lib/platform/env";
import { newId } from "../lib/platform/ids";
import { log } from "../lib/platform/log";
import { closeDocument, documentHeader, openDocument } from "../lib/platform/page-text";
import { bodyLimit, enforceBodyLimit } from "./body-limit";
import { clientAddress } from "./client-address";
import { contentSecurityPolicy, formTargets, newNonce, staticSecurityHeaders, stripOwnedHeaders } from "./headers";
import { malformedRequest } from "./malformed-request";
import type { PublicVersions } from "./public-versions";
import { recordPage } from "./recorded-page";
import { sharedCopies } from "./shared-copies";
import { type SharedRequest, sharedRequest } from "./shared-request";
import { staticAssets } from "./static-assets";

export interface FrontDoorOptions {
  root: string;
  dev: boolean;
  settings: Settings;
  /** Null in development: then every page is rendered for itself. */
  versions: PublicVersions | null;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  shuttingDown(): boolean;
}

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** What happens to every request, in the order it happens. */
export function frontDoor(options: FrontDoorOptions): RequestListener {
  const { dev, settings, versions } = options;
  const compress = !dev && settings.GUILDHALL_COMPRESS !== "off";
  const securityHeaders = Object.entries(staticSecurityHeaders(isHttps())) as [string, string][];
  const assets = dev ? () => false : staticAssets(options.root, compress);
  const targets = formTargets(settings);
  const policy = (nonce: string) => contentSecurityPolicy({ nonce, dev, formTargets: targets });

  const render = (shared: SharedRequest) => {
    const nonce = newNonce();
    const id = newId();
    openDocument(id);
    return recordPage(options.handle, shared.url, visitorHeaders(shared, id, nonce, policy(nonce)), {
      "content-security-policy": policy(nonce),
    }).finally(() => closeDocument(id));
  };
  const copies = versions && sharedCopies({ render, epoch: versions.epoch, compress });

  const forward = (request: IncomingMessage, response: ServerResponse, id: string) => {
    const forwardedFor = request.headers["x-forwarded-for"];
    const address = clientAddress(
      request.socket.remoteAddress,
      String(forwardedFor ?? ""),
      settings.GUILDHALL_TRUSTED_PROXIES ?? 0,
    );
    const nonce = newNonce();
    stripOwnedHeaders(request.headers);
    if (isDocument(request)) {
      openDocument(id);
      response.once("close", () => closeDocument(id));
      request.headers[documentHeader] = id;
    }
    Object.assign(request.headers, {
      "x-request-id": id,
      "x-guildhall-address": address,
      "x-nonce": nonce,
      "content-security-policy": policy(nonce),
    });
    // Ours would replace a route's own, and what people uploaded gets nothing at all.
    const isFile = request.url?.startsWith("/api/files/");
    response.setHeader("content-security-policy", isFile ? "default-src 'none'; sandbox" : policy(nonce));
    return options.handle(request, response);
  };

  return (request, response) => {
    const id = newId();
    const started = performance.now();
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    response.setHeader("x-request-id", id);
    response.on("error", () => {});
    request.on("error", () => {});
    const path = pathOnly(request.url);
    response.once("close", () => logAccess(request, response, path, id, started));

    const refused = refusal(request, options.shuttingDown());
    if (refused) return refuse(response, refused);
    if (!enforceBodyLimit(request, response, bodyLimit(path))) return;
    if (assets(request, response)) return;
    const shared = copies && sharedRequest(request);
    const answered = shared ? copies.answer(request, response, shared) : forward(request, response, id);
    answered.catch((error: unknown) => {
      log.error({ id, path, error: error instanceof Error ? error.stack : String(error) }, "request failed");
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      response.end(`Something went wrong. Reference: ${id}\n`);
    });
  };
}

interface RefusedRequest {
  status: number;
  sentence: string;
  headers?: Record<string, string>;
}

function refusal(request: IncomingMessage, shuttingDown: boolean): RefusedRequest | null {
  if (shuttingDown) {
    return { status: 503, sentence: "Guildhall is restarting.", headers: { "retry-after": "5", connection: "close" } };
  }
  if (!methods.has(request.method ?? ""))
    return { status: 405, sentence: "This method is not supported.", headers: { allow: [...methods].join(", ") } };
  if (!request.url?.startsWith("/") || !isReadable(request.url.split("?", 1)[0]!))
    return { status: 400, sentence: "This address cannot be understood." };
  return malformedRequest(request);
}

/** False for a path such as `/%E0%A4`: half a character, over which Next would stumble. */
function isReadable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse, { status, sentence, headers }: RefusedRequest): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers });
  response.end(`${sentence}\n`);
}

/** True when the answer will be a whole document, not data for a page that is already open. */
function isDocument({ headers }: IncomingMessage): boolean {
  return headers.rsc === undefined && headers["next-action"] === undefined;
}

/** The whole request of a shared page: an imaginary visitor with a language and a theme, and nothing else. */
function visitorHeaders(shared: SharedRequest, id: string, nonce: string, policy: string): Record<string, string> {
  const cookies = [`guildhall-locale=${shared.locale}`, ...(shared.theme ? [`guildhall-theme=${shared.theme}`] : [])];
  return {
    host: new URL(publicUrl()).host,
    accept: "text/html",
    "accept-language": shared.locale,
    cookie: cookies.join("; "),
    "x-request-id": id,
    [documentHeader]: id,
    "x-nonce": nonce,
    "content-security-policy": policy,
  };
}

/** One line a request: never the query (it may hold tokens), cookies or bodies. Static files only when asked for. */
function logAccess(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  id: string,
  started: number,
): void {
  const line = {
    id,
    method: request.method,
    path,
    status: response.statusCode,
    ms: Math.round((performance.now() - started) * 10) / 10,
  };
  if (!response.writableFinished) log.info({ ...line, aborted: true }, "request");
  else if (path.startsWith("/_next/static/") || path.startsWith("/fonts/")) log.debug(line, "request");
  else log.info(line, "request");
}

function pathOnly(url: string | undefined): string {
  return (url ?? "").split("?", 1)[0]!.slice(0, 500);
}
