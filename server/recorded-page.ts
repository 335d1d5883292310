import { IncomingMessage, type OutgoingHttpHeaders, type RequestListener, ServerResponse } from "node:http";
import { Socket } from "node:net";

/** A whole response, kept in memory. */
export interface RecordedPage {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/**
 * Lets `handle` answer a request that never came over the wire and returns what it said. The request carries exactly
 * the given headers, so nothing of a real visitor can reach the page; and no visitor who leaves can cut it short.
 */
export async function recordPage(
  handle: (...parameters: Parameters<RequestListener>) => Promise<void> | void,
  url: string,
  requestHeaders: Record<string, string>,
  responseHeaders: OutgoingHttpHeaders,
): Promise<RecordedPage> {
  const request = new IncomingMessage(new Socket());
  request.method = "GET";
  request.url = url;
  request.httpVersion = "1.1";
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.headers = requestHeaders;
  request.rawHeaders = Object.entries(requestHeaders).flat();
  request.push(null);
  const response = new Recorder(request);
  for (const [name, value] of Object.entries(responseHeaders)) response.setHeader(name, value!);
  await handle(request, response);
  await response.complete;
  return { status: response.statusCode, headers: { ...response.getHeaders() }, body: Buffer.concat(response.pieces) };
}

type Callback = (error?: Error | null) => void;

/** A ServerResponse without a connection: it keeps what is written. */
class Recorder extends ServerResponse {
  readonly pieces: Buffer[] = [];
  readonly complete: Promise<void>;
  private started = false;

  constructor(request: IncomingMessage) {
    super(request);
    Object.defineProperty(this, "headersSent", { get: () => this.started });
    this.complete = new Promise((resolve) => this.once("finish", resolve));
  }

  override writeHead(status: number, reason?: unknown, headers?: unknown): this {
    this.statusCode = status;
    const given = (typeof reason === "string" ? headers : reason) as OutgoingHttpHeaders | undefined;
    for (const [name, value] of Object.entries(given ?? {})) if (value !== undefined) this.setHeader(name, value);
    this.started = true;
    return this;
  }

  override flushHeaders(): void {
    this.started = true;
  }

  override write(chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, done?: Callback): boolean {
    this.started = true;
    this.pieces.push(
      typeof chunk === "string"
        ? Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8")
        : Buffer.from(chunk),
    );
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback) queueMicrotask(() => callback(null));
    return true;
  }

  override end(chunk?: unknown, encoding?: unknown, done?: unknown): this {
    const callback = [chunk, encoding, done].find((value) => typeof value === "function") as (() => void) | undefined;
    if (typeof chunk === "string" || chunk instanceof Uint8Array) this.write(chunk, encoding as BufferEncoding);
    this.started = true;
    if (this.finished) return this;
    this.finished = true;
    queueMicrotask(() => {
      this.emit("finish");
      this.emit("close");
      callback?.();
    });
    return this;
  }
}
