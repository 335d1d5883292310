import { beforeEach, describe, expect, it, vi } from "vitest";
import { read, transact } from "@/db/client";
import { sessions, users } from "@/db/schema/identity";
import { demoAccounts } from "@/db/seed/accounts";
import { type Browser, newBrowser, submit, switchTo } from "@/e2e/support/browser";
import { freshDatabase } from "@/e2e/support/database";
import { markDemo } from "@/lib/platform/installation";
import { registerJobs } from "@/lib/platform/job-registry";
import { runReadyJobs } from "@/lib/platform/jobs";
import { listStoredMails } from "@/lib/platform/mail/mail-folder";
import { spendLimits } from "@/lib/platform/rate-limit";
import {
  changePasswordAction,
  changeProfileAction,
  chooseLocaleAction,
  chooseThemeAction,
  confirmEmailAction,
  enterAsAction,
  redeemLinkAction,
  requestLinkAction,
  requestResetAction,
  resendConfirmationAction,
  resetPasswordAction,
  revokeSessionAction,
  signInAction,
  signOutAction,
  signOutEverywhereAction,
  signUpAction,
} from "./actions";
import { createUser } from "./commands";
import { currentPerson, loadSessions } from "./loaders";
import { hashPassword } from "./password";

vi.mock("next/headers", () => import("@/e2e/support/browser"));

const password = "a long sentence";
const signUpForm = { name: "Ada", email: "ada@example.org", password, passwordAgain: password };
const cookie = "guildhall.session";
let ada: Browser;

beforeEach(async () => {
  await freshDatabase();
  ada = newBrowser();
  await registerJobs();
});

/** Works off the queue and returns the token of the newest mail to an address, and the mail. */
async function newestMail(to = "ada@example.org") {
  await runReadyJobs();
  const mail = (await listStoredMails()).find((one) => one.to === to)!;
  const address = /https?:\/\/\S+/.exec(mail.text)?.[0] ?? "";
  return { mail, address, token: new URL(address).searchParams.get("token") ?? "" };
}

async function signUpAndConfirm() {
  await submit(signUpAction, signUpForm);
  return submit(confirmEmailAction, { token: (await newestMail()).token });
}

const signIn = (fields: Record<string, string> = {}) =>
  submit(signInAction, { email: "ada@example.org", password, ...fields });

describe("signing up", () => {
  it("leads over a mailed link into a signed-in account, in the browser that began", async () => {
    expect(await submit(signUpAction, { ...signUpForm, next: "/c/wheels/join" })).toEqual({
      to: "/check-mail?for=confirm",
    });
    expect(await currentPerson()).toBeNull();
    const { mail, address, token } = await newestMail();
    expect(mail.subject).toBe("Confirm your e-mail address");
    expect(address).toMatch(/^http:\/\/localhost:3000\/confirm\?token=/);
    expect(await submit(confirmEmailAction, { token, next: "/c/wheels/join" })).toEqual({ to: "/c/wheels/join" });
    expect(await currentPerson()).toMatchObject({ name: "Ada", handle: "ada", emailVerified: true });
  });

  it("asks for the password when the link is opened in another browser", async () => {
    await submit(signUpAction, signUpForm);
    const { token } = await newestMail();
    newBrowser("198.51.100.7");
    expect(await submit(confirmEmailAction, { token })).toEqual({ to: "/sign-in?confirmed=1" });
    expect(await currentPerson()).toBeNull();
  });

  it("says the same for an address that has an account, and writes to its owner instead", async () => {
    await signUpAndConfirm();
    newBrowser("203.0.113.9");
    const again = await submit(signUpAction, {
      ...signUpForm,
      name: "Eve",
      email: "ADA@Example.org",
      password: "another one entirely",
      passwordAgain: "another one entirely",
    });
    expect(again).toEqual({ to: "/check-mail?for=confirm" });
    expect((await newestMail()).mail.subject).toBe("You already have an account here");
    expect(await read().select().from(users)).toHaveLength(1);
    expect(await signIn({ password: "another one entirely" })).toMatchObject({ state: { status: "refused" } });
  });

  it("makes one account of two requests at once", async () => {
    const both = await Promise.all([submit(signUpAction, signUpForm), submit(signUpAction, signUpForm)]);
    expect(both).toEqual([{ to: "/check-mail?for=confirm" }, { to: "/check-mail?for=confirm" }]);
    expect(await read().select().from(users)).toHaveLength(1);
  });

  it("pretends to programs that fill in the hidden field", async () => {
    expect(await submit(signUpAction, { ...signUpForm, website: "https://spam.example" })).toEqual({
      to: "/check-mail?for=confirm",
    });
    expect(await read().select().from(users)).toHaveLength(0);
  });

  it("answers bad input with a sentence per field and never sends a password back", async () => {
    const { state } = await submit(signUpAction, { name: "", email: "ada", password: "short", passwordAgain: "other" });
    expect(state).toMatchObject({ status: "refused", values: { email: "ada" } });
    expect(Object.keys(state?.fields ?? {}).sort()).toEqual(["email", "name", "password"]);
    expect(JSON.stringify(state)).not.toContain('short"');
    expect(state?.values).not.toHaveProperty("password");
  });

  it("mails in the language of whoever asks", async () => {
    ada.headers.set("accept-language", "zh-CN,zh;q=0.9");
    await submit(signUpAction, signUpForm);
    expect((await newestMail()).mail.subject).toBe("确认你的邮箱");
  });
});

describe("signing in", () => {
  beforeEach(signUpAndConfirm);

  it("makes a new session each time and ends the one before it", async () => {
    const before = ada.jar.get(cookie);
    expect(await signIn({ next: "/c/wheels" })).toEqual({ to: "/c/wheels" });
    const after = ada.jar.get(cookie);
    expect(after).not.toBe(before);
    ada.jar.set(cookie, before!);
    expect(await currentPerson()).toBeNull();
    ada.jar.set(cookie, "fixed-by-somebody-else");
    await signIn();
    expect(ada.jar.get(cookie)).not.toBe("fixed-by-somebody-else");
  });

  it("goes nowhere else than this site", async () => {
    for (const next of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
      expect(await signIn({ next })).toEqual({ to: "/home" });
    }
  });

  it("stores no token, only its hash, and the cookie cannot be read by scripts", async () => {
    await signIn();
    const token = ada.jar.get(cookie)!;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await read().select().from(sessions))).not.toContain(token);
    expect(ada.attributes.get(cookie)).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/" });
  });

  it("is forgotten with the browser unless it shall be remembered", async () => {
    await signIn();
    expect(ada.attributes.get(cookie)?.expires).toBeUndefined();
    await signIn({ remember: "on" });
    expect(ada.attributes.get(cookie)?.expires).toBeInstanceOf(Date);
  });

  it("says the same of a wrong password, an unknown address and no address at all", async () => {
    const answers = [
      await signIn({ password: "wrong" }),
      await signIn({ email: "nobody@example.org" }),
      await signIn({ email: "nobody" }),
    ];
    const said = new Set(answers.map(({ state }) => state?.message));
    expect(said.size).toBe(1);
    expect([...said][0]).toContain("do not belong together");
  });

  it("brings the account's language along", async () => {
    await submit(chooseLocaleAction, { locale: "zh-CN" });
    newBrowser("198.51.100.1");
    await signIn();
    const { cookies } = await import("next/headers");
    expect((await cookies()).get("guildhall-locale")?.value).toBe("zh-CN");
  });

  it("ends with signing out, for good", async () => {
    const token = ada.jar.get(cookie)!;
    expect(await submit(signOutAction, {})).toEqual({ to: "/" });
    expect(ada.jar.has(cookie)).toBe(false);
    ada.jar.set(cookie, token);
    expect(await currentPerson()).toBeNull();
  });
});

describe("guessing passwords", () => {
  beforeEach(signUpAndConfirm);

  it("ends after ten wrong tries from any number of addresses, the right password included", async () => {
    const said: (string | undefined)[] = [];
    for (let guess = 0; guess < 14; guess++) {
      newBrowser(`198.51.100.${guess}`);
      said.push((await signIn({ password: `guess ${guess}` })).state?.message);
    }
    expect(said.filter((message) => message?.includes("do not belong together"))).toHaveLength(10);
    expect(said.at(-1)).toContain("too often");
    newBrowser("198.51.100.99");
    expect((await signIn()).state?.message).toMatch(/10 minutes|9 minutes/);
  });

  it("does not lock out the browser in which the account's owner has signed in before", async () => {
    await signIn();
    for (let guess = 0; guess < 12; guess++) {
      newBrowser(`198.51.100.${guess}`);
      await signIn({ password: "wrong" });
    }
    switchTo(ada);
    expect(await signIn()).toEqual({ to: "/home" });
  });

  it("ends after sixty from one address, whatever the accounts; IPv6 counts by /64", async () => {
    // Fifty-six wrong tries, without the work of hashing each.
    const key = "sign-in@2001:db8:1:2::/64";
    for (let n = 0; n < 56; n++) await spendLimits([{ key, count: 60, windowMs: 600_000 }]);
    let tried = 0;
    for (let guess = 0; guess < 6; guess++) {
      newBrowser(`2001:db8:1:2::${guess.toString(16)}`);
      const { state } = await signIn({ email: `person${guess}@example.org`, password: "wrong" });
      if (state?.message?.includes("do not belong together")) tried++;
    }
    expect(tried).toBe(4);
  });

  it("counts guesses that arrive at the same time", async () => {
    newBrowser("198.51.100.1");
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn({ password: `guess ${n}` })));
    expect(all.filter(({ state }) => state?.message?.includes("do not belong together"))).toHaveLength(10);
  });

  it("lets a right password give its try back", async () => {
    newBrowser("198.51.100.1");
    for (let round = 0; round < 15; round++) {
      await signIn({ password: "wrong" });
      expect(await signIn()).toEqual({ to: "/home" });
    }
  });
});

describe("mailed links", () => {
  beforeEach(signUpAndConfirm);

  it("sign in once", async () => {
    newBrowser("198.51.100.1");
    expect(await submit(requestLinkAction, { email: "Ada@example.org", next: "/c/wheels" })).toEqual({
      to: "/check-mail?for=sign-in",
    });
    const { token, address } = await newestMail();
    expect(new URL(address).searchParams.get("next")).toBe("/c/wheels");
    expect(await submit(redeemLinkAction, { token, next: "/c/wheels" })).toEqual({ to: "/c/wheels" });
    expect(await currentPerson()).toMatchObject({ name: "Ada" });
    newBrowser("198.51.100.2");
    expect((await submit(redeemLinkAction, { token })).state?.message).toContain("has been used or has run out");
    expect(await currentPerson()).toBeNull();
  });

  it("work for their purpose only, and a newer one replaces an older", async () => {
    await submit(requestLinkAction, { email: "ada@example.org" });
    const first = (await newestMail()).token;
    const reset = await submit(resetPasswordAction, {
      token: first,
      password: "new password",
      passwordAgain: "new password",
    });
    expect(reset.state?.status).toBe("refused");
    await submit(requestLinkAction, { email: "ada@example.org" });
    const second = (await newestMail()).token;
    expect((await submit(redeemLinkAction, { token: first })).state?.status).toBe("refused");
    expect((await submit(redeemLinkAction, { token: second })).to).toBe("/home");
  });

  it("of two presses at once let one through", async () => {
    await submit(requestLinkAction, { email: "ada@example.org" });
    const { token } = await newestMail();
    const both = await Promise.all([submit(redeemLinkAction, { token }), submit(redeemLinkAction, { token })]);
    expect(both.filter(({ to }) => to === "/home")).toHaveLength(1);
  });

  it("run out", async () => {
    await submit(requestLinkAction, { email: "ada@example.org" });
    const { token } = await newestMail();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 21 * 60_000 });
    try {
      expect((await submit(redeemLinkAction, { token })).state?.status).toBe("refused");
    } finally {
      vi.useRealTimers();
    }
  });

  it("say the same for an unknown address and send nothing", async () => {
    for (const action of [requestLinkAction, requestResetAction]) {
      const known = await submit(action, { email: "ada@example.org" });
      expect(await submit(action, { email: "nobody@example.org" })).toEqual(known);
    }
    await runReadyJobs();
    expect((await listStoredMails()).some(({ to }) => to === "nobody@example.org")).toBe(false);
  });

  it("are sent to one address at most five times an hour", async () => {
    for (let round = 0; round < 8; round++) {
      newBrowser(`198.51.100.${round}`);
      await submit(requestResetAction, { email: "ada@example.org" });
    }
    await runReadyJobs();
    // Signing up was the first.
    expect(
      (await listStoredMails()).filter(({ subject }) => subject === "Set a new password").length,
    ).toBeLessThanOrEqual(4);
  });

  it("for a new password sign out every device and sign in here", async () => {
    const elsewhere = ada;
    newBrowser("198.51.100.1");
    await submit(requestResetAction, { email: "ada@example.org" });
    const { token } = await newestMail();
    const fresh = { token, password: "a new sentence", passwordAgain: "a new sentence" };
    expect(await submit(resetPasswordAction, fresh)).toEqual({ to: "/home" });
    expect(await currentPerson()).toMatchObject({ name: "Ada" });
    switchTo(elsewhere);
    expect(await currentPerson()).toBeNull();
    expect((await signIn()).state?.status).toBe("refused");
    expect((await submit(resetPasswordAction, fresh)).state?.status).toBe("refused");
    expect((await signIn({ password: "a new sentence" })).to).toBe("/home");
  });
});

describe("an account somebody made with another's address", () => {
  it("belongs to the mailbox: a mailed link ends its password and its sessions", async () => {
    await submit(signUpAction, signUpForm);
    await signIn();
    const eve = ada;
    expect(await currentPerson()).toMatchObject({ emailVerified: false });
    newBrowser("198.51.100.1");
    await submit(requestLinkAction, { email: "ada@example.org" });
    await submit(redeemLinkAction, { token: (await newestMail()).token });
    expect(await currentPerson()).toMatchObject({ emailVerified: true });
    switchTo(eve);
    expect(await currentPerson()).toBeNull();
    expect((await signIn()).state?.status).toBe("refused");
  });
});

describe("one's own account", () => {
  beforeEach(signUpAndConfirm);

  it("lists its devices and signs one out at once", async () => {
    const phone = newBrowser("198.51.100.1");
    await signIn({ remember: "on" });
    switchTo(ada);
    const listed = await loadSessions();
    expect(listed).toHaveLength(2);
    expect(listed.filter(({ isThis }) => isThis)).toHaveLength(1);
    await submit(revokeSessionAction, { session: listed.find(({ isThis }) => !isThis)!.id });
    switchTo(phone);
    expect(await currentPerson()).toBeNull();
    switchTo(ada);
    expect(await currentPerson()).not.toBeNull();
  });

  it("cannot end a stranger's session", async () => {
    const [mine] = await loadSessions();
    newBrowser("198.51.100.1");
    const passwordHash = await hashPassword(password);
    await transact((tx) => createUser(tx, { name: "Eve", email: "eve@example.org", passwordHash }));
    await signIn({ email: "eve@example.org" });
    await submit(revokeSessionAction, { session: mine!.id });
    switchTo(ada);
    expect(await currentPerson()).not.toBeNull();
  });

  it("signs out everywhere", async () => {
    newBrowser("198.51.100.1");
    await signIn();
    expect((await submit(signOutEverywhereAction, {})).to).toBe("/sign-in?ended=1");
    switchTo(ada);
    expect(await currentPerson()).toBeNull();
    expect(await read().select().from(sessions)).toHaveLength(0);
  });

  it("changes its password with the old one, keeps this device and signs out the others", async () => {
    const phone = newBrowser("198.51.100.1");
    await signIn();
    switchTo(ada);
    const change = { passwordNow: "wrong", password: "a new sentence", passwordAgain: "a new sentence" };
    expect((await submit(changePasswordAction, change)).state?.fields).toHaveProperty("passwordNow");
    expect((await submit(changePasswordAction, { ...change, passwordNow: password })).state?.status).toBe("done");
    expect(await currentPerson()).not.toBeNull();
    switchTo(phone);
    expect(await currentPerson()).toBeNull();
  });

  it("changes its profile; a handle belongs to one person", async () => {
    await transact((tx) =>
      createUser(tx, { name: "Grace", email: "grace@example.org", passwordHash: null, handle: "grace" }),
    );
    const profile = { name: "Ada L.", handle: "countess", bio: "Engines" };
    expect((await submit(changeProfileAction, profile)).state?.status).toBe("done");
    expect(await currentPerson()).toMatchObject({ name: "Ada L.", handle: "countess" });
    const taken = await submit(changeProfileAction, { ...profile, handle: "grace" });
    expect(taken.state).toMatchObject({
      status: "refused",
      fields: { handle: expect.any(String) },
      values: { name: "Ada L." },
    });
  });

  it("does nothing for visitors", async () => {
    newBrowser("198.51.100.1");
    for (const action of [
      changeProfileAction,
      changePasswordAction,
      resendConfirmationAction,
      signOutEverywhereAction,
    ]) {
      expect((await submit(action, {})).state?.message).toContain("Sign in first");
    }
  });
});

describe("language and look", () => {
  it("can be chosen by visitors and stay in the browser", async () => {
    expect((await submit(chooseThemeAction, { theme: "dark", back: "/explore" })).to).toBe("/explore");
    expect(ada.jar.get("guildhall-theme")).toBe("dark");
    await submit(chooseThemeAction, { theme: "system" });
    expect(ada.jar.has("guildhall-theme")).toBe(false);
    await submit(chooseLocaleAction, { locale: "zh-CN" });
    expect(ada.jar.get("guildhall-locale")).toBe("zh-CN");
    expect((await submit(chooseLocaleAction, { locale: "tlh" })).state?.status).toBe("refused");
    expect((await submit(chooseThemeAction, { theme: "dark", back: "//evil.example" })).to).toBeUndefined();
  });
});

describe("entering as somebody", () => {
  const dana = demoAccounts.find(({ email }) => email === "dana@guildhall.example")!;
  const makeDana = () => transact((tx) => createUser(tx, { name: dana.name, email: dana.email, passwordHash: null }));

  it("works in a demo, for its own people only, and out again as a visitor", async () => {
    await makeDana();
    await transact(markDemo);
    expect((await submit(enterAsAction, { email: dana.email })).to).toBe("/c/slow-query/feed");
    expect(await currentPerson()).toMatchObject({ name: dana.name });
    expect((await submit(enterAsAction, { email: "visitor", next: "/c/slow-query" })).to).toBe("/c/slow-query");
    expect(await currentPerson()).toBeNull();
    await transact((tx) => createUser(tx, { name: "Ada", email: "ada@example.org", passwordHash: null }));
    expect((await submit(enterAsAction, { email: "ada@example.org" })).state?.status).toBe("refused");
    expect(await currentPerson()).toBeNull();
  });

  it("does not exist in a real installation", async () => {
    await makeDana();
    expect((await submit(enterAsAction, { email: dana.email })).state?.status).toBe("refused");
    expect(await currentPerson()).toBeNull();
  });
});
