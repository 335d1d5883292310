import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, formTargets, newNonce, staticSecurityHeaders, stripOwnedHeaders } from "./headers";

const policy = (dev = false) => contentSecurityPolicy({ nonce: "abc", dev, formTargets: formTargets({}) });
const directive = (text: string, name: string) => text.split("; ").find((part) => part.startsWith(`${name} `)) ?? "";

describe("contentSecurityPolicy", () => {
  it("runs scripts by nonce only: no unsafe-inline, no unsafe-eval, no wildcard", () => {
    expect(directive(policy(), "script-src")).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  });

  it("allows eval in development only", () => {
    expect(policy(true)).toContain("'unsafe-eval'");
    expect(policy(false)).not.toContain("unsafe-eval");
  });

  it("cannot be framed, re-based or given plug-ins", () => {
    for (const part of ["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"])
      expect(policy()).toContain(part);
  });

  it("lets forms end at Stripe's checkout and at the services that are switched on", () => {
    expect(directive(policy(), "form-action")).toContain("https://checkout.stripe.com");
    expect(formTargets({ GITHUB_ID: "x", STRIPE_API_BASE: "http://127.0.0.1:12111/v1" })).toEqual(
      expect.arrayContaining(["https://github.com", "http://127.0.0.1:12111"]),
    );
    expect(formTargets({})).not.toContain("https://github.com");
  });
});

describe("other headers", () => {
  it("makes a new nonce each time", () => {
    expect(newNonce()).not.toBe(newNonce());
    expect(Buffer.from(newNonce(), "base64")).toHaveLength(16);
  });

  it("promises https only where https is served", () => {
    expect(staticSecurityHeaders(false)).not.toHaveProperty("strict-transport-security");
    expect(staticSecurityHeaders(true)).toHaveProperty("strict-transport-security");
  });

  it("drops headers that pretend to come from the server itself", () => {
    const headers = {
      "x-middleware-subrequest": "middleware:middleware",
      "x-guildhall-address": "1.1.1.1",
      "x-nonce": "mine",
      "content-security-policy": "script-src 'nonce-mine'",
      "x-request-id": "mine",
      accept: "text/html",
    };
    stripOwnedHeaders(headers);
    expect(headers).toEqual({ accept: "text/html" });
  });
});
