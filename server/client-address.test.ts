import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address";

describe("clientAddress", () => {
  it("believes no header when no proxy is trusted", () => {
    expect(clientAddress("203.0.113.9", "1.2.3.4", 0)).toBe("203.0.113.9");
  });

  it("takes the entry that the outermost trusted proxy wrote, not what the client claims", () => {
    expect(clientAddress("10.0.0.1", "6.6.6.6, 203.0.113.9", 1)).toBe("203.0.113.9");
    expect(clientAddress("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2)).toBe("203.0.113.9");
  });

  it("uses what there is when fewer proxies answered than are trusted", () => {
    expect(clientAddress("10.0.0.1", "203.0.113.9", 3)).toBe("203.0.113.9");
    expect(clientAddress("10.0.0.1", undefined, 1)).toBe("10.0.0.1");
  });

  it("reads ports, brackets, zones and IPv4 inside IPv6", () => {
    expect(clientAddress("::ffff:192.0.2.1", undefined, 0)).toBe("192.0.2.1");
    expect(clientAddress("x", "[2001:db8::1]:443", 1)).toBe("2001:db8::1");
    expect(clientAddress("x", "192.0.2.7:8080", 1)).toBe("192.0.2.7");
    expect(clientAddress("fe80::1%eth0", undefined, 0)).toBe("fe80::1");
  });

  it("falls back to the connection when the header is garbage", () => {
    expect(clientAddress("10.0.0.1", "<script>, unknown", 2)).toBe("10.0.0.1");
    expect(clientAddress(undefined, "", 1)).toBe("0.0.0.0");
  });
});
