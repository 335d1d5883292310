import { randomBytes } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { acceptsEncoding } from "./encoding";
import type { RecordedPage } from "./recorded-page";
import type { SharedRequest } from "./shared-request";

/**
 * Pages that are the same for every visitor without a session, rendered once and answered from memory: about fifty
 * times cheaper than rendering (docs/performance.md). What makes this safe: the copied page is rendered from a request
 * that carries no cookie of anybody (recorded-page.ts), a copy dies with the first public change of its community
 * (public-versions.ts) and after a minute in any case, and responses that set a cookie are never kept.
 */
export interface SharedCopies {
  answer(request: IncomingMessage, response: ServerResponse, shared: SharedRequest): Promise<void>;
  readonly bytes: number;
}

interface Copy {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
  gzipped: Buffer | null;
  etag: string;
  epoch: number;
  madeAt: number;
}

export interface SharedCopiesOptions {
  render(shared: SharedRequest): Promise<RecordedPage>;
  epoch(community: string | null): number;
  compress: boolean;
  /** Milliseconds; from any start. */
  clock?: () => number;
  bytesMax?: number;
}

const copyBytesMax = 1024 * 1024;
const ageMaxMs = 60_000;
const compress = promisify(gzip);

export function sharedCopies(options: SharedCopiesOptions): SharedCopies {
  const clock = options.clock ?? (() => performance.now());
  const bytesMax = options.bytesMax ?? 64 * 1024 * 1024;
  const copies = new Map<string, Copy>();
  const rendering = new Map<string, Promise<Copy>>();
  let bytes = 0;

  const weight = (copy: Copy) => copy.body.length + (copy.gzipped?.length ?? 0) + 1024;

  const forget = (key: string) => {
    const copy = copies.get(key);
    if (!copy) return;
    bytes -= weight(copy);
    copies.delete(key);
  };

  /** The Map's order is the order of last use. */
  const keep = (key: string, copy: Copy) => {
    forget(key);
    copies.set(key, copy);
    bytes += weight(copy);
    for (const oldest of copies.keys()) {
      if (bytes <= bytesMax) break;
      forget(oldest);
    }
  };

  const find = (shared: SharedRequest): Copy | null => {
    const copy = copies.get(shared.key);
    if (!copy) return null;
    if (copy.epoch !== options.epoch(shared.community) || clock() - copy.madeAt > ageMaxMs) {
      forget(shared.key);
      return null;
    }
    copies.delete(shared.key);
    copies.set(shared.key, copy);
    return copy;
  };

  /** Visitors who ask for the same page at the same time wait for one render. The epoch in the key keeps a visitor who comes after a change from waiting for a page from before it. */
  const make = (shared: SharedRequest): Promise<Copy> => {
    const epoch = options.epoch(shared.community);
    const key = `${epoch} ${shared.key}`;
    const running = rendering.get(key);
    if (running) return running;
    const copy = options.render(shared).then((page) => {
      const made = {
        ...withoutCookies(page),
        gzipped: null,
        etag: `"${randomBytes(12).toString("base64url")}"`,
        epoch,
        madeAt: clock(),
      };
      if (mayBeKept(page)) keep(shared.key, made);
      return made;
    });
    rendering.set(key, copy);
    const done = () => rendering.delete(key);
    copy.then(done, done);
    return copy;
  };

  const gzipped = async (shared: SharedRequest, copy: Copy): Promise<Buffer> => {
    if (copy.gzipped) return copy.gzipped;
    const small = await compress(copy.body);
    if (copies.get(shared.key) === copy && !copy.gzipped) {
      copy.gzipped = small;
      bytes += small.length;
    }
    return small;
  };

  return {
    get bytes() {
      return bytes;
    },
    async answer(request, response, shared) {
      const copy = find(shared) ?? (await make(shared));
      const headers: OutgoingHttpHeaders = {
        ...copy.headers,
        "cache-control": "private, no-cache",
        vary: "Cookie, Accept-Language, Accept-Encoding",
      };
      if (copy.status === 200) headers.etag = copy.etag;
      if (copy.status === 200 && request.headers["if-none-match"] === copy.etag) {
        response.writeHead(304, headers).end();
        return;
      }
      const zip = options.compress && acceptsEncoding(request.headers["accept-encoding"], "gzip");
      const body = zip ? await gzipped(shared, copy) : copy.body;
      if (zip) headers["content-encoding"] = "gzip";
      headers["content-length"] = body.length;
      response.writeHead(copy.status, headers);
      response.end(request.method === "HEAD" ? undefined : body);
    },
  };
}

function mayBeKept(page: RecordedPage): boolean {
  const html = String(page.headers["content-type"] ?? "").startsWith("text/html");
  return page.status === 200 && html && page.headers["set-cookie"] === undefined && page.body.length <= copyBytesMax;
}

/** A cookie made for a render nobody asked for belongs to nobody; and lengths and connections are the answer's own affair. */
function withoutCookies(page: RecordedPage): RecordedPage {
  const headers = { ...page.headers };
  for (const name of [
    "set-cookie",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "date",
    "etag",
  ])
    delete headers[name];
  return { ...page, headers };
}
