import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyLimit, enforceBodyLimit } from "./body-limit";

const server = createServer((request, response) => {
  if (!enforceBodyLimit(request, response, 1000)) return;
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on("error", () => {});
  request.on("end", () => response.end(String(bytes)));
});
const port = () => (server.address() as AddressInfo).port;

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

/** Sends raw bytes and returns the status line. */
function status(...pieces: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port(), "127.0.0.1", () => {
      for (const piece of pieces) socket.write(piece);
    });
    socket.once("data", (data) => {
      resolve(data.toString().split("\r\n")[0]!);
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

describe("enforceBodyLimit", () => {
  it("lets a body through that fits, however it is sent", async () => {
    expect(await (await fetch(`http://127.0.0.1:${port()}`, { method: "POST", body: "x".repeat(1000) })).text()).toBe(
      "1000",
    );
    expect(
      await status("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n", "3\r\nabc\r\n0\r\n\r\n"),
    ).toContain("200");
  });

  it("refuses an announced size at once", async () => {
    expect(await status("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1001\r\n\r\n")).toContain("413");
  });

  it("refuses an unannounced size when it gets there", async () => {
    expect(
      await status(
        "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n",
        `400\r\n${"x".repeat(1024)}\r\n`,
      ),
    ).toContain("413");
  });

  it("gives uploads to the studio more room, and nothing that only looks like it", () => {
    expect(bodyLimit("/c/wheels/studio/import/upload")).toBe(64 * 1024 * 1024);
    expect(bodyLimit("/c/wheels/seen")).toBe(2048);
    for (const path of ["/studio/x", "/c/wheels/feed", "/c/wheels/posts/studio/"])
      expect(bodyLimit(path)).toBe(1024 * 1024);
  });
});
