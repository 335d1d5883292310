import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { openFile } from "@/lib/media/loaders";

/**
 * One picture. Access is asked on every request, also before "not modified": a membership that ended closes it. The
 * sandbox keeps anything a browser might make of the bytes away from our origin.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const file = await openFile((await params).id);
  const found = file && (await stat(file.path).catch(() => null));
  if (!file || !found) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  const headers = new Headers({
    etag: file.etag,
    "cache-control": file.isPublic ? "public, max-age=3600" : "private, no-cache",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    vary: "cookie",
  });
  if (request.headers.get("if-none-match")?.includes(file.etag)) return new Response(null, { status: 304, headers });
  headers.set("content-type", file.mime);
  headers.set("content-length", String(found.size));
  headers.set("content-disposition", `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  return new Response(Readable.toWeb(createReadStream(file.path)) as ReadableStream, { headers });
}
