import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { acceptsEncoding } from "./encoding";

const contentTypes: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".ttf": "font/ttf",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
};
const compressible = /^(text\/|application\/json|image\/svg)/;

interface Asset {
  file: string;
  type: string;
  cacheControl: string;
  /** Body by coding, made on first use. */
  bodies: Map<"identity" | "gzip" | "br", Promise<Buffer>>;
}

/**
 * The files a build has made under /_next/static, whose names contain their content's hash, and our fonts: read and
 * compressed once, then answered from memory. Addresses come from a listing made at start, so no path can leave it.
 * Returns a function that answers a request, or says false when the address is none of ours.
 */
export function staticAssets(
  root: string,
  compress: boolean,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const assets = new Map<string, Asset>();
  const add = (folder: string, prefix: string, cacheControl: string) => {
    for (const name of listFiles(path.join(root, folder))) {
      const type = contentTypes[path.extname(name)];
      if (type)
        assets.set(`${prefix}/${name}`, { file: path.join(root, folder, name), type, cacheControl, bodies: new Map() });
    }
  };
  add(".next/static", "/_next/static", "public, max-age=31536000, immutable");
  add("public/fonts", "/fonts", "public, max-age=2592000");

  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const asset = assets.get(pathOf(request.url ?? ""));
    if (!asset || request.headers.range) return false;
    void send(asset, request, response, compress).catch(() => response.destroy());
    return true;
  };
}

async function send(
  asset: Asset,
  request: IncomingMessage,
  response: ServerResponse,
  compress: boolean,
): Promise<void> {
  const coding = compress && compressible.test(asset.type) ? bestCoding(request) : "identity";
  const body = await bodyOf(asset, coding);
  response.setHeader("content-type", asset.type);
  response.setHeader("cache-control", asset.cacheControl);
  response.setHeader("vary", "Accept-Encoding");
  if (coding !== "identity") response.setHeader("content-encoding", coding);
  response.setHeader("content-length", body.length);
  response.end(request.method === "HEAD" ? undefined : body);
}

function bestCoding(request: IncomingMessage): "identity" | "gzip" | "br" {
  const accepted = request.headers["accept-encoding"];
  if (acceptsEncoding(accepted, "br")) return "br";
  return acceptsEncoding(accepted, "gzip") ? "gzip" : "identity";
}

function bodyOf(asset: Asset, coding: "identity" | "gzip" | "br"): Promise<Buffer> {
  let body = asset.bodies.get(coding);
  if (!body) {
    body = encode(readFileSync(asset.file), coding);
    asset.bodies.set(coding, body);
  }
  return body;
}

async function encode(plain: Buffer, coding: "identity" | "gzip" | "br"): Promise<Buffer> {
  if (coding === "gzip") return promisify(gzip)(plain, { level: 9 });
  if (coding === "br") return promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return plain;
}

/** The path of a request target, decoded: Next's chunk names may contain `[` and `~`. */
function pathOf(url: string): string {
  const [encoded = ""] = url.split("?", 1);
  if (!encoded.includes("%")) return encoded;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
}
