import { bodyMaxBytes, receiveWebhook } from "@/lib/billing/receive-webhook";

/** Stripe's notices (and the sandbox's). The raw body is what is signed, so it is read as bytes, up to a limit. */
export async function POST(request: Request): Promise<Response> {
  const body = await readUpTo(request, bodyMaxBytes);
  const status = body ? await receiveWebhook(body, request.headers.get("stripe-signature")) : 413;
  return new Response(null, { status, headers: { "cache-control": "no-store" } });
}

/** The body, or null as soon as it is longer than `most` bytes: what follows is not even read. */
async function readUpTo(request: Request, most: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > most) return null;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.byteLength;
    if (length > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
