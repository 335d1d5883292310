import type { IncomingMessage, ServerResponse } from "node:http";

const megabyte = 1024 * 1024;

/** How many bytes a request to this path may carry: uploads go to the studio, beacons are tiny, all else is a form. */
export function bodyLimit(path: string): number {
  if (/^\/c\/[^/]+\/seen$/.test(path)) return 2048;
  return /^\/c\/[^/]+\/studio\//.test(path) ? 64 * megabyte : megabyte;
}

/**
 * Refuses a body over `limit` with 413: at once when it announces itself, else when it gets there. Must be called in
 * the same tick in which the request arrived, before the first piece of the body. Returns false when refused.
 */
export function enforceBodyLimit(request: IncomingMessage, response: ServerResponse, limit: number): boolean {
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    refuse(request, response);
    return false;
  }
  let received = 0;
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | string | null, encoding?: BufferEncoding) => {
    received += chunk?.length ?? 0;
    if (received <= limit) return push(chunk, encoding);
    request.push = () => false;
    refuse(request, response);
    return false;
  };
  return true;
}

/** What still arrives is dropped for a moment instead of cutting the line: else the client would never read the 413. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  setTimeout(() => request.destroy(), 1000).unref();
  if (response.headersSent) return;
  response.writeHead(413, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end("The request is too large.\n");
}
