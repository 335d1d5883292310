import { describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "./env";

function problemsOf(source: Record<string, string>): string[] {
  try {
    readSettings(source);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

describe("the settings", () => {
  it("are all optional", () => {
    expect(problemsOf({})).toEqual([]);
  });

  it("left empty count as absent, as lines of an example file are", () => {
    const names = [
      "GUILDHALL_URL",
      "GUILDHALL_SECRET",
      "PORT",
      "DATABASE_URL",
      "SMTP_URL",
      "STRIPE_SECRET_KEY",
      "STRIPE_API_BASE",
    ];
    for (const name of names) expect(problemsOf({ [name]: "  " })).toEqual([]);
  });

  it("that are wrong give one sentence each, which names its variable", () => {
    const problems = problemsOf({
      GUILDHALL_URL: "guild.example.org",
      GUILDHALL_SECRET: "short",
      GUILDHALL_DEMO: "yes",
      PORT: "eighty",
      DATABASE_URL: "mysql://x",
      SMTP_URL: "mail.example.org",
      STRIPE_SECRET_KEY: "pk_test_1",
    });
    const names = problems.map((problem) => problem.slice(0, problem.indexOf(":"))).sort();
    expect(names).toEqual(
      [
        "DATABASE_URL",
        "GUILDHALL_DEMO",
        "GUILDHALL_SECRET",
        "GUILDHALL_URL",
        "PORT",
        "SMTP_URL",
        "STRIPE_SECRET_KEY",
      ].sort(),
    );
    expect(problems.every((problem) => /^[A-Z_]+: .{8,}/.test(problem))).toBe(true);
  });

  it.each(["70000", "-1", "3.5"])("refuse %s as a port", (port) => {
    expect(problemsOf({ PORT: port })).toHaveLength(1);
  });

  it.each(["", " ", "\t"])("refuse a webhook secret that is %j: anybody could sign with it", (secret) => {
    expect(problemsOf({ STRIPE_WEBHOOK_SECRET: secret })).toEqual([
      expect.stringMatching(/^STRIPE_WEBHOOK_SECRET: is empty/),
    ]);
    expect(problemsOf({ STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: secret })).toHaveLength(1);
  });

  it("refuse real keys without the secret that makes webhooks trustworthy, and half of a sign-in service", () => {
    expect(problemsOf({ STRIPE_SECRET_KEY: "sk_live_1" })).toEqual([
      "STRIPE_WEBHOOK_SECRET: is needed because STRIPE_SECRET_KEY is set",
    ]);
    expect(problemsOf({ GITHUB_ID: "x", GOOGLE_ID: "y" })).toHaveLength(2);
    expect(problemsOf({ STRIPE_SECRET_KEY: "sk_live_1", STRIPE_WEBHOOK_SECRET: "whsec_1" })).toEqual([]);
  });
});
