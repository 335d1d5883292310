import { describe, expect, it } from "vitest";
import { githubProfile, googleProfile } from "./gateway";

describe("what a service says of a person", () => {
  const github = (emails: unknown) => githubProfile({ id: 7, login: "ada", email: "public@example.org", emails });

  it("takes GitHub's primary verified address", () => {
    const emails = [
      { email: "old@example.org", primary: false, verified: true },
      { email: "ada@example.org", primary: true, verified: true },
    ];
    expect(github(emails)).toEqual({ id: "7", name: "ada", verifiedEmail: "ada@example.org" });
  });

  it("never takes an address that nobody verified, the public one included", () => {
    expect(github([{ email: "ada@example.org", primary: true, verified: false }]).verifiedEmail).toBeNull();
    expect(github([]).verifiedEmail).toBeNull();
    expect(github({ message: "rate limited" }).verifiedEmail).toBeNull();
  });

  it("takes Google's address only when Google vouches for it", () => {
    const profile = { sub: "1", name: "Ada", email: "ada@example.org" };
    expect(googleProfile({ ...profile, email_verified: true }).verifiedEmail).toBe("ada@example.org");
    expect(googleProfile({ ...profile, email_verified: "true" }).verifiedEmail).toBeNull();
    expect(googleProfile(profile).verifiedEmail).toBeNull();
  });
});
