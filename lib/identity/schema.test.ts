import { describe, expect, it } from "vitest";
import { NewPassword, PersonName, Profile, SignIn, SignUp, safeReturnPath } from "./schema";

const kept = [
  "/",
  "/home",
  "/c/wheels",
  "/c/wheels/feed?sort=new&type=tutorial",
  "/c/wheels/posts/什么",
  "/c/x#comment-1",
  "/me/security",
  "/c/a/join?plan=1%2F2",
  "/@ada",
  "/a?next=//evil.example",
];

const dropped = [
  undefined,
  "",
  "home",
  "./home",
  "../home",
  "//evil.example",
  "///evil.example",
  "////evil.example/%2f..",
  "/\\evil.example",
  "\\/evil.example",
  "\\\\evil.example",
  "/home\\..\\evil",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r/evil.example",
  " /home",
  "/home page",
  "/\u0000home",
  "/\u2028home",
  "http://evil.example",
  "https://evil.example/home",
  "HTTPS://evil.example",
  "//evil.example:80/home",
  "javascript:alert(1)",
  "data:text/html,hello",
  "mailto:ada@example.org",
  "evil.example/home",
  `/${"a".repeat(500)}`,
];

describe("safeReturnPath", () => {
  it.each(kept)("keeps %j", (path) => expect(safeReturnPath(path)).toBe(path));
  it.each(dropped)("drops %j", (path) => expect(safeReturnPath(path)).toBe(""));
});

describe("names", () => {
  const problem = (name: string) => {
    const parsed = PersonName.safeParse(name);
    return parsed.success ? null : parsed.error.issues[0]!.message;
  };
  it.each([
    "Ada",
    "老周",
    "Zoë Brontë",
    "Nguyễn Thị Minh",
    "O'Hara",
    "Łukasz 2",
    "Мария",
    "Ελένη",
    "山田 太郎",
    "Ada 艾达",
  ])("takes %s", (name) => expect(problem(name)).toBeNull());
  it.each([
    ["", "required"],
    ["   ", "required"],
    ["...", "invalid"],
    ["A\u202Eda", "invalid"],
    ["A\u200Bda", "invalid"],
    ["Ada\u0000", "invalid"],
    ["A\u0301\u0301\u0301\u0301\u0301\u0301da", "invalid"],
    ["\u3164", "invalid"],
    ["Аda", "name-mixed"],
    ["Ada Lоvelace", "name-mixed"],
    ["Αda", "name-mixed"],
    ["admin", "name-reserved"],
    ["A D M I N", "name-reserved"],
    ["Ａｄｍｉｎ", "name-reserved"],
    ["Moderator", "name-reserved"],
    ["管理员", "name-reserved"],
    ["「官方」", "name-reserved"],
    ["Guildhall!", "name-reserved"],
    ["оѕ", null],
    ["a".repeat(61), "too-long"],
  ] as const)("answers %j with %j", (name, code) => expect(problem(name)).toBe(code));

  it("brings spaces and composed letters into one form", () => {
    expect(PersonName.parse("  Ada\u00A0\u00A0Lovelace ")).toBe("Ada Lovelace");
    expect(PersonName.parse("Zoe\u0308")).toBe("Zoë");
  });
});

describe("forms", () => {
  const signUp = {
    name: "Ada",
    email: "ada@example.org",
    password: "a long sentence",
    passwordAgain: "a long sentence",
  };

  it("wants the password twice the same", () => {
    expect(SignUp.safeParse(signUp).success).toBe(true);
    const differs = SignUp.safeParse({ ...signUp, passwordAgain: "another sentence" });
    expect(differs.error?.issues).toMatchObject([{ path: ["passwordAgain"], message: "password-differs" }]);
  });

  it.each([
    ["short", "password-short"],
    ["Password123", "password-common"],
    ["1234567890", "password-common"],
    ["x".repeat(201), "password-long"],
  ])("refuses the password %j", (password, code) => {
    expect(NewPassword.safeParse(password).error?.issues[0]?.message).toBe(code);
  });

  it("reads a ticked and an empty checkbox", () => {
    expect(SignIn.parse({ email: "a@b.cn", password: "x", remember: "on" }).remember).toBe(true);
    expect(SignIn.parse({ email: "a@b.cn", password: "x" }).remember).toBe(false);
  });

  it.each(["admin", "a", "1ada", "ada lovelace", "艾达", "moderator", "me", "-ada"])(
    "refuses the handle %j",
    (handle) => {
      expect(Profile.safeParse({ name: "Ada", handle, bio: "" }).success).toBe(false);
    },
  );
});
