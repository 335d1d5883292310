import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { RecordedPage } from "./recorded-page";
import { recordPage } from "./recorded-page";
import { type SharedCopiesOptions, sharedCopies } from "./shared-copies";
import { sharedRequest } from "./shared-request";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const page = (body: string, more: Partial<RecordedPage> = {}): RecordedPage => ({
  status: 200,
  headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": `script-src 'nonce-${body}'` },
  body: Buffer.from(body),
  ...more,
});

/** A server with nothing but shared copies, whose time and epochs the test turns by hand. */
async function front(options: Partial<SharedCopiesOptions> = {}) {
  const state = { renders: 0, epoch: 1, at: 0, answer: page("hello"), pause: Promise.resolve() };
  const copies = sharedCopies({
    async render() {
      state.renders++;
      const { answer } = state;
      await state.pause;
      return answer;
    },
    epoch: () => state.epoch,
    compress: true,
    clock: () => state.at,
    ...options,
  });
  const server = createServer((request, response) => {
    const shared = sharedRequest(request);
    if (shared) void copies.answer(request, response, shared);
    else response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { state, copies, get: (path: string, init?: RequestInit) => fetch(origin + path, init) };
}

describe("shared copies", () => {
  it("renders once and answers again from memory, with the copy's own policy", async () => {
    const { state, get } = await front();
    const first = await get("/c/wheels");
    const second = await get("/c/wheels");
    expect(await first.text()).toBe("hello");
    expect(await second.text()).toBe("hello");
    expect(second.headers.get("content-security-policy")).toBe("script-src 'nonce-hello'");
    expect(second.headers.get("cache-control")).toBe("private, no-cache");
    expect(state.renders).toBe(1);
  });

  it("renders anew after a public change and after a minute", async () => {
    const { state, get } = await front();
    await get("/c/wheels");
    state.answer = page("changed");
    state.epoch++;
    expect(await (await get("/c/wheels")).text()).toBe("changed");
    state.at += 61_000;
    await get("/c/wheels");
    expect(state.renders).toBe(3);
  });

  it("does not keep a page that was being rendered while it changed", async () => {
    const { state, get } = await front();
    let finish = () => {};
    state.pause = new Promise((resolve) => {
      finish = resolve;
    });
    const early = get("/c/wheels");
    await expect.poll(() => state.renders).toBe(1);
    state.epoch++;
    state.answer = page("after the change");
    const late = get("/c/wheels");
    await expect.poll(() => state.renders).toBe(2);
    finish();
    await early;
    expect(await (await late).text()).toBe("after the change");
    expect(await (await get("/c/wheels")).text()).toBe("after the change");
  });

  it("makes visitors who come together wait for one render", async () => {
    const { state, get } = await front();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => get("/c/wheels").then((answer) => answer.text())),
    );
    expect(new Set(answers)).toEqual(new Set(["hello"]));
    expect(state.renders).toBe(1);
  });

  it("keeps neither errors nor redirects nor other formats nor responses that set a cookie", async () => {
    const { state, copies, get } = await front();
    const html = { "content-type": "text/html" };
    for (const answer of [
      page("x", { status: 404 }),
      page("x", { headers: { "content-type": "text/xml" } }),
      page("x", { headers: { ...html, "set-cookie": ["a=b"] } }),
      page("x", { body: Buffer.alloc(1024 * 1024 + 1) }),
    ]) {
      state.answer = answer;
      const response = await get("/c/wheels");
      expect(response.status).toBe(answer.status);
      expect(response.headers.get("set-cookie")).toBeNull();
    }
    expect(state.renders).toBe(4);
    expect(copies.bytes).toBe(0);
  });

  it("answers 304 with the same policy while the visitor's copy is current", async () => {
    const { get } = await front();
    const etag = (await get("/c/wheels")).headers.get("etag")!;
    const again = await get("/c/wheels", { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
    expect(again.headers.get("content-security-policy")).toBe("script-src 'nonce-hello'");
  });

  it("compresses for those who accept it and sends no body for HEAD", async () => {
    const { get } = await front();
    expect((await get("/c/wheels")).headers.get("content-encoding")).toBe("gzip");
    expect(
      (await get("/c/wheels", { headers: { "accept-encoding": "identity" } })).headers.get("content-encoding"),
    ).toBeNull();
    const head = await get("/c/wheels", { method: "HEAD", headers: { "accept-encoding": "identity" } });
    expect(head.headers.get("content-length")).toBe("5");
  });

  it("stays below its size by dropping what was used least recently", async () => {
    const { state, copies, get } = await front({ bytesMax: 5000 });
    for (let n = 0; n < 20; n++) await get(`/c/wheels/posts/p${n}`);
    expect(copies.bytes).toBeLessThanOrEqual(5000);
    await get("/c/wheels/posts/p19");
    expect(state.renders).toBe(20);
  });
});

describe("recordPage", () => {
  it("keeps status, headers and body however they are written", async () => {
    const recorded = await recordPage(
      (request, response) => {
        response.writeHead(201, { "x-seen": request.headers.cookie ?? "" });
        response.write("one ");
        setTimeout(() => response.end("two"), 5);
      },
      "/",
      { cookie: "guildhall-theme=dark" },
      { "content-security-policy": "x" },
    );
    expect(recorded.status).toBe(201);
    expect(recorded.headers).toMatchObject({ "x-seen": "guildhall-theme=dark", "content-security-policy": "x" });
    expect(recorded.body.toString()).toBe("one two");
  });
});
