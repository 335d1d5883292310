import { stopLetters } from "@/lib/outreach/stop-letters";

/** "Unsubscribe" as mail programs do it by themselves (RFC 8058): a post to the address in the letter's header. */
export async function POST(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const done = await stopLetters(searchParams.get("community") ?? "", searchParams.get("token") ?? "");
  return new Response(null, { status: done ? 200 : 404, headers: { "cache-control": "no-store" } });
}
