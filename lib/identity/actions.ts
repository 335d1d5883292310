"use server";
import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { transact } from "@/db/client";
import { demoAccounts } from "@/db/seed/accounts";
import { personAction, publicAction } from "@/lib/access/action";
import { listMemberships } from "@/lib/communities/queries";
import { localeCookie } from "@/lib/i18n/request";
import { bumpPublicVersion } from "@/lib/journal/commands";
import { hourMs, minuteMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { isDemo } from "@/lib/platform/installation";
import { spendLimits } from "@/lib/platform/rate-limit";
import { dropSession, forgetSession, keepSession, openSession, preferenceOptions } from "./browser-session";
import { checkPassword } from "./check-password";
import {
  changeProfile,
  claimByMailbox,
  confirmEmail,
  redeemMailLink,
  revokeAllSessions,
  revokeSession,
  sendMailLink,
  setLocale,
  setPassword,
} from "./commands";
import { canonicalEmail } from "./email";
import { knownBrowserCookie, signUpCookie, signUpMark } from "./known-browser";
import { currentPerson, currentSession } from "./loaders";
import { hashPassword, verifyPassword } from "./password";
import { findCredentials, findPerson } from "./queries";
import { requestAccount, requestLink } from "./request-account";
import {
  ChangePassword,
  ChooseLocale,
  ChooseTheme,
  ConfirmEmail,
  EnterAs,
  MailRequest,
  Nothing,
  Profile,
  RedeemLink,
  ResetPassword,
  RevokeSession,
  SignIn,
  SignUp,
} from "./schema";
import { hashToken } from "./token";

const passwordFields = ["password", "passwordAgain", "passwordNow", "token"];

/** At most five mails an hour to one address, whoever asks for them. */
const mailLimit = (email: string) => [
  { key: `mail:${hashToken(canonicalEmail(email) ?? email)}`, count: 5, windowMs: hourMs },
];

export const signUpAction = publicAction({
  name: "identity.signUp",
  schema: SignUp,
  secret: passwordFields,
  limits: { perAddress: [40, hourMs] },
  async handler({ input, words }) {
    if (!input.website) {
      await spendLimits(mailLimit(input.email));
      const { name, email, next } = input;
      const passwordHash = await hashPassword(input.password);
      await requestAccount({ name, email, passwordHash, locale: words.locale, next });
      const jar = await cookies();
      const mark = signUpMark(canonicalEmail(email) ?? "");
      jar.set(signUpCookie, mark, { ...preferenceOptions(), httpOnly: true, path: "/confirm", maxAge: 3 * 24 * 3600 });
    }
    return { redirectTo: "/check-mail?for=confirm" };
  },
});

export const signInAction = publicAction({
  name: "identity.signIn",
  schema: SignIn,
  secret: passwordFields,
  async handler({ input, address }) {
    const knownBrowser = (await cookies()).get(knownBrowserCookie)?.value;
    const account = await checkPassword({ ...input, address, knownBrowser });
    const session = await transact((tx) => openSession(tx, account.userId, input.remember));
    await keepSession(session, account);
    return { redirectTo: input.next || "/home" };
  },
});

export const signOutAction = publicAction({
  name: "identity.signOut",
  schema: Nothing,
  async handler() {
    await transact(dropSession);
    await forgetSession();
    return { redirectTo: "/" };
  },
});

export const requestLinkAction = publicAction({
  name: "identity.requestLink",
  schema: MailRequest,
  limits: { perAddress: [40, hourMs] },
  async handler({ input, words }) {
    await spendLimits(mailLimit(input.email));
    await requestLink("sign-in", { ...input, locale: words.locale });
    return { redirectTo: "/check-mail?for=sign-in" };
  },
});

export const requestResetAction = publicAction({
  name: "identity.requestReset",
  schema: MailRequest,
  limits: { perAddress: [40, hourMs] },
  async handler({ input, words }) {
    await spendLimits(mailLimit(input.email));
    await requestLink("reset", { ...input, locale: words.locale });
    return { redirectTo: "/check-mail?for=reset" };
  },
});

/** The button behind a mailed sign-in link. The link itself only shows it: mail scanners open links, nobody's button. */
export const redeemLinkAction = publicAction({
  name: "identity.redeemLink",
  schema: RedeemLink,
  secret: passwordFields,
  limits: { perAddress: [60, hourMs] },
  async handler({ input }) {
    const { session, account } = await transact(async (tx) => {
      const { userId, email } = await redeemMailLink(tx, input.token, "sign-in");
      await claimByMailbox(tx, userId);
      return { session: await openSession(tx, userId, input.remember), account: await accountOf(userId, email) };
    });
    await keepSession(session, account);
    return { redirectTo: input.next || "/home" };
  },
});

/** Sets a new password by a mailed link: ends every session of the account, then opens one here. */
export const resetPasswordAction = publicAction({
  name: "identity.resetPassword",
  schema: ResetPassword,
  secret: passwordFields,
  limits: { perAddress: [60, hourMs] },
  async handler({ input }) {
    const passwordHash = await hashPassword(input.password);
    const { session, account } = await transact(async (tx) => {
      const { userId, email } = await redeemMailLink(tx, input.token, "reset");
      await claimByMailbox(tx, userId);
      await setPassword(tx, userId, passwordHash);
      return { session: await openSession(tx, userId, false), account: await accountOf(userId, email) };
    });
    await keepSession(session, account);
    return { redirectTo: "/home" };
  },
});

/** Confirms an address. In the browser that signed up it also signs in; elsewhere the password is asked for. */
export const confirmEmailAction = publicAction({
  name: "identity.confirmEmail",
  schema: ConfirmEmail,
  secret: passwordFields,
  limits: { perAddress: [60, hourMs] },
  async handler({ input }) {
    const jar = await cookies();
    const here = await currentPerson();
    const mark = jar.get(signUpCookie)?.value;
    const { account, session } = await transact(async (tx) => {
      const { userId, email } = await redeemMailLink(tx, input.token, "confirm");
      await confirmEmail(tx, userId);
      const sameBrowser = mark === signUpMark(email) && here?.userId !== userId;
      return {
        account: await accountOf(userId, email),
        session: sameBrowser ? await openSession(tx, userId, false) : null,
      };
    });
    if (session) await keepSession(session, account);
    if (session || here?.userId === account.userId) return { redirectTo: input.next || "/home" };
    return { redirectTo: `/sign-in?confirmed=1${input.next ? `&next=${encodeURIComponent(input.next)}` : ""}` };
  },
});

export const resendConfirmationAction = personAction({
  name: "identity.resendConfirmation",
  schema: Nothing,
  async handler({ person, words }) {
    const { email } = await accountOf(person.userId);
    await spendLimits(mailLimit(email));
    await transact((tx) =>
      sendMailLink(tx, { purpose: "confirm", email, userId: person.userId, locale: words.locale }),
    );
    return { message: words.t("identity.profile.confirmationSent") };
  },
});

export const changeProfileAction = personAction({
  name: "identity.changeProfile",
  schema: Profile,
  limits: { perPerson: [30, hourMs] },
  async handler({ input, person, words }) {
    await transact(async (tx) => {
      await changeProfile(tx, person.userId, input);
      // Their name stands on public pages of every community they are in.
      for (const { communityId } of await listMemberships(person.userId)) await bumpPublicVersion(tx, communityId);
    });
    return { message: words.t("common.state.saved") };
  },
});

export const changePasswordAction = personAction({
  name: "identity.changePassword",
  schema: ChangePassword,
  secret: passwordFields,
  limits: { perPerson: [10, 10 * minuteMs] },
  async handler({ input, person, words }) {
    const { email } = await accountOf(person.userId);
    const account = await findCredentials(canonicalEmail(email) ?? "");
    const right = await verifyPassword(input.passwordNow, account?.passwordHash ?? null);
    if (!right) throw new Refusal("password-wrong", { field: "passwordNow" });
    const passwordHash = await hashPassword(input.password);
    const current = await currentSession();
    await transact((tx) => setPassword(tx, person.userId, passwordHash, current?.session.id));
    return { message: words.t("identity.security.passwordChanged") };
  },
});

export const revokeSessionAction = personAction({
  name: "identity.revokeSession",
  schema: RevokeSession,
  async handler({ input, person, words }) {
    await transact((tx) => revokeSession(tx, person.userId, input.session));
    revalidatePath("/me/security");
    return { message: words.t("identity.security.revoked") };
  },
});

export const signOutEverywhereAction = personAction({
  name: "identity.signOutEverywhere",
  schema: Nothing,
  async handler({ person }) {
    await transact((tx) => revokeAllSessions(tx, person.userId));
    await forgetSession();
    return { redirectTo: "/sign-in?ended=1" };
  },
});

/** The interface's language, for visitors too; who is signed in keeps it with the account. */
export const chooseLocaleAction = publicAction({
  name: "identity.chooseLocale",
  schema: ChooseLocale,
  async handler({ input }) {
    const person = await currentPerson();
    if (person) await transact((tx) => setLocale(tx, person.userId, input.locale));
    (await cookies()).set(localeCookie, input.locale, preferenceOptions());
    return input.back ? { redirectTo: input.back } : undefined;
  },
});

export const chooseThemeAction = publicAction({
  name: "identity.chooseTheme",
  schema: ChooseTheme,
  async handler({ input }) {
    const jar = await cookies();
    if (input.theme === "system") jar.set("guildhall-theme", "", { ...preferenceOptions(), maxAge: 0 });
    else jar.set("guildhall-theme", input.theme, preferenceOptions());
    return input.back ? { redirectTo: input.back } : undefined;
  },
});

/** Become one of the demo's people, or a visitor. Exists only in a directory that the demo seed made. */
export const enterAsAction = publicAction({
  name: "identity.enterAs",
  schema: EnterAs,
  async handler({ input }) {
    if (!(await isDemo())) throw new NotFound();
    if (input.email === "visitor") {
      await transact(dropSession);
      await forgetSession();
      return { redirectTo: input.next || "/" };
    }
    const account = demoAccounts.find(({ email }) => email === input.email);
    const person = account && (await findCredentials(account.email));
    if (!account || !person) throw new NotFound();
    const session = await transact((tx) => openSession(tx, person.userId, true));
    // The demo keeps the language of whoever is looking, not the one of the person they play.
    await keepSession(session, { emailCanonical: account.email, locale: null });
    return { redirectTo: input.next || `/c/${account.community}/feed` };
  },
});

async function accountOf(userId: string, emailCanonical?: string) {
  const person = await findPerson(userId);
  if (!person) throw new NotFound();
  const { email, locale } = person;
  return { userId, email, locale, emailCanonical: emailCanonical ?? canonicalEmail(email) ?? "" };
}
