import "server-only";
import { headers } from "next/headers";
import { isFromOurPages } from "@/lib/access/action";
import { networkOf } from "@/lib/identity/loaders";
import { sessionCookieName } from "@/lib/identity/session-cookie";
import { now } from "@/lib/platform/clock";
import { isHttps, publicUrl } from "@/lib/platform/env";
import { mayBeCounted } from "./allowance";
import { directTouch, hostOf, touchOf } from "./channel";
import { noteGlimpse, noteSearch } from "./count-sightings";
import { isAhead, isRefused, isRobot } from "./refusal";
import { type Beacon, beaconMaxBytes, parseBeacon } from "./schema";
import { afterView, readTouches, touchCookie, touchCookieLine, writeTouches } from "./touch-cookie";

/**
 * Takes a beacon. The answer is always an empty 204, before anything is looked up: it tells neither whether the community
 * or the post exists nor whether it was counted. It may set the touch cookie, or take it away from who refuses.
 */
export async function receiveSighting(slug: string, request: Request): Promise<Response> {
  const sent = request.headers;
  if (!isFromOurPages(request) || !/^[a-z0-9-]{1,60}$/i.test(slug)) return quiet();
  const cookies = cookiesOf(sent);
  if (isRefused(sent)) return quiet(cookies.has(touchCookie) ? touchCookieLine(slug, null, isHttps()) : undefined);
  const address = networkOf(sent.get("x-guildhall-address") ?? "unknown");
  if (isRobot(sent.get("user-agent")) || isAhead(sent) || !mayBeCounted(address)) return quiet();
  const beacon = await readBeacon(request);
  if (!beacon) return quiet();
  return note(slug, request, beacon, { cookies, address });
}

function note(
  slug: string,
  { headers: sent }: Request,
  beacon: Beacon,
  { cookies, address }: { cookies: Map<string, string>; address: string },
): Response {
  const at = now();
  const day = at.toISOString().slice(0, 10);
  const token = cookies.get(sessionCookieName()) ?? null;
  const isView = beacon.progress === undefined;
  const known = readTouches(cookies.get(touchCookie), day);
  const origin = { ownHosts: ownHosts(sent), isSignedIn: token !== null, day };
  const touch = isView ? touchOf(beacon, origin) : null;
  const touches = afterView(known, touch, directTouch(beacon.post ?? null, day));
  noteGlimpse({
    at,
    slug,
    token: token && token.length <= 100 ? token : null,
    address,
    userAgent: sent.get("user-agent")!,
    touches,
    isNewTouch: touch !== null || (isView && known === null),
    postId: beacon.post ?? null,
    progress: beacon.progress ?? null,
    completed: beacon.completed ?? false,
  });
  const isChanged = isView && (known === null || writeTouches(known) !== writeTouches(touches));
  return quiet(isChanged ? touchCookieLine(slug, touches, isHttps()) : undefined);
}

interface Searched {
  term: string;
  found: number;
  /** Who is signed in. */
  userId: string | null;
}

/**
 * Counts a search that came from a page of ours, unless whoever searched refuses to be counted, is a program, or has
 * sent more than a person does.
 */
export async function countSearch(community: { id: string; zone: string }, searched: Searched): Promise<void> {
  const asked = await headers();
  if (isRefused(asked) || isRobot(asked.get("user-agent")) || isAhead(asked) || !isAskedFromOurs(asked)) return;
  const address = networkOf(asked.get("x-guildhall-address") ?? "unknown");
  if (!mayBeCounted(address)) return;
  noteSearch({ at: now(), communityId: community.id, zone: community.zone, address, ...searched });
}

/** As for a form; a page that is asked for has no origin where browsers do not say from which site, but a page before. */
function isAskedFromOurs(asked: Headers): boolean {
  const sent = new Headers(asked);
  const before = sent.get("referer");
  if (!sent.has("origin") && before) sent.set("origin", before);
  return isFromOurPages(new Request(publicUrl(), { headers: sent }));
}

function quiet(cookie?: string): Response {
  const answer = new Headers({ "cache-control": "no-store" });
  if (cookie) answer.set("set-cookie", cookie);
  return new Response(null, { status: 204, headers: answer });
}

async function readBeacon(request: Request): Promise<Beacon | null> {
  if (Number(request.headers.get("content-length") ?? 0) > beaconMaxBytes) return null;
  return parseBeacon(await request.text().catch(() => ""));
}

function cookiesOf(sent: Headers): Map<string, string> {
  const pairs = (sent.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return new Map(pairs.map((pair) => [pair.split("=", 1)[0]!, pair.slice(pair.indexOf("=") + 1)]));
}

function ownHosts(sent: Headers): string[] {
  return [hostOf(sent.get("host")), hostOf(new URL(publicUrl()).host)].filter((host) => host !== null);
}
