import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import autocannon from "autocannon";
import type { Filled } from "./fill";
import type { MeasuredServer } from "./measured-server";
import { benchCommunity } from "./texts";

/** One request, as a browser would send it. */
interface Request {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: string;
}

interface Kind {
  name: string;
  next: () => Request;
}

export interface Measurement {
  name: string;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpuMsPerRequest: number;
  /** Of one answer, uncompressed. */
  bytes: number;
  /** Answers other than 2xx, and connections that failed. Anything but 0 makes the row worthless. */
  failed: number;
}

export interface LoadOptions {
  connections: number;
  seconds: number;
  warmUp: number;
}

const prefix = `/c/${benchCommunity}`;
const postPath = (slug: string) => `${prefix}/posts/${slug}`;
const words = ["databases", "networks", "compilers", "queue", "slow query", "index", "concurrency part", "measure"];
const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)]!;
const common = { "accept-encoding": "gzip", "accept-language": "en" };
const cookie = (token: string) => ({ ...common, cookie: `guildhall.session=${token}` });

/** Everything that is measured, in order: what changes the data comes last. */
export async function kindsOf(server: MeasuredServer, data: Filled): Promise<Kind[]> {
  const get = (path: string, headers: Record<string, string> = common): Request => ({ method: "GET", path, headers });
  const signedIn = (path: string) => get(path, cookie(pick(data.tokens)));
  const search = () => `${prefix}/search?q=${encodeURIComponent(pick(words))}`;
  const busy = postPath(data.busy.slug);
  return [
    { name: "feed, visitor, same page", next: () => get(`${prefix}/feed`) },
    { name: "post + 50 comments, visitor, same page", next: () => get(busy) },
    { name: "post, visitor, any public post", next: () => get(postPath(pick(data.publicPosts).slug)) },
    { name: "feed, signed in", next: () => signedIn(`${prefix}/feed`) },
    { name: "post + 50 comments, signed in", next: () => signedIn(busy) },
    { name: "search, visitor", next: () => get(search()) },
    { name: "search, signed in", next: () => signedIn(search()) },
    { name: "write a comment (server action)", next: await commenting(server, data) },
  ];
}

/**
 * Calls the comment form's action as the page's JavaScript does: its id in `next-action`, its arguments encoded as
 * React's `encodeReply` does (form fields as `_1_<name>`, then the root `0`). The id stands in the hidden field that
 * makes the form work without JavaScript. Writers and posts change with every call: one person may write 60 in 10 min.
 */
async function commenting(server: MeasuredServer, data: Filled): Promise<() => Request> {
  const page = await fetch(server.origin + postPath(data.busy.slug), { headers: cookie(data.tokens[0]!) });
  const form = (await page.text()).split("<form").find((part) => part.includes('name="text"'));
  const actionId = /&quot;id&quot;:&quot;([0-9a-f]{40,})&quot;/.exec(form?.split("</form")[0] ?? "")?.[1];
  if (!actionId) throw new Error("The post's page shows a signed-in member no comment form.");
  let turn = 0;
  const next = (): Request => {
    const { id, slug } = data.publicPosts[turn % data.publicPosts.length]!;
    const token = data.tokens[turn++ % data.tokens.length]!;
    const boundary = `bench${turn}`;
    // In this order: React decodes the root the moment it arrives.
    const fields = [
      ["_1_community", benchCommunity],
      ["_1_post", id],
      ["_1_submission", randomUUID()],
      ["_1_text", `Measured, comment ${turn}: the numbers stand in the *table* above.`],
      ["0", '[{"status":"idle"},"$K1"]'],
    ];
    const parts = fields.map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const headers = {
      ...cookie(token),
      accept: "text/x-component",
      "next-action": actionId,
      origin: server.origin,
      "content-type": `multipart/form-data; boundary=${boundary}`,
    };
    return { method: "POST", path: postPath(slug), headers, body: `${parts.join("")}--${boundary}--\r\n` };
  };
  const { text } = await once(server, next());
  if (!text.includes('"status":"done"')) throw new Error(`The comment was not accepted: ${text.slice(0, 300)}`);
  return next;
}

/** Warms up, then measures one kind with {@link LoadOptions.connections} connections. */
export async function measure(server: MeasuredServer, kind: Kind, options: LoadOptions): Promise<Measurement> {
  const { connections, seconds, warmUp } = options;
  const { bytes } = await once(server, kind.next());
  const requests = [{ setupRequest: (request: autocannon.Request) => ({ ...request, ...kind.next() }) }];
  await autocannon({ url: server.origin, connections, amount: warmUp, requests });
  const cpuBefore = server.cpuMs();
  const result = await autocannon({ url: server.origin, connections, duration: seconds, requests });
  const answered = result.requests.total;
  return {
    name: kind.name,
    perSecond: answered / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuMsPerRequest: (server.cpuMs() - cpuBefore) / answered,
    bytes,
    failed: result.non2xx + result.errors,
  };
}

async function once(server: MeasuredServer, { method, path, headers, body }: Request) {
  const response = await fetch(server.origin + path, { method, headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}.`);
  return { text, bytes: Buffer.byteLength(text) };
}

export interface PageWeight {
  name: string;
  html: number;
  htmlGzipped: number;
  scripts: number;
  scriptsGzipped: number;
}

/** What a visitor's browser loads for a page: its HTML and every script it names, those for old browsers left out. */
export async function weigh(server: MeasuredServer, name: string, path: string): Promise<PageWeight> {
  const { text, bytes } = await once(server, { method: "GET", path: prefix + path, headers: common });
  const tags = [...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/nomodule/i.test(tag));
  const sources = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []));
  let scriptsGzipped = 0;
  for (const source of sources) {
    const script = await once(server, { method: "GET", path: source.replaceAll("&amp;", "&"), headers: {} });
    scriptsGzipped += gzipSync(script.text).length;
  }
  return { name, html: bytes, htmlGzipped: gzipSync(text).length, scripts: sources.size, scriptsGzipped };
}
