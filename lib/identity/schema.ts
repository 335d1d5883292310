import { z } from "zod";
import { locales } from "@/lib/i18n/locales";
import { canonicalEmail } from "./email";
import { isReservedHandle, nameProblem, tidyName } from "./person-name";

/** Passwords that head every list of leaked ones and are long enough to pass the length rule. */
const common = new Set([
  "1234567890",
  "0123456789",
  "qwertyuiop",
  "password12",
  "password123",
  "1q2w3e4r5t",
  "iloveyou12",
  "abcdefghij",
  "aaaaaaaaaa",
  "1111111111",
  "administrator",
]);

export const Email = z
  .string({ error: "required" })
  .max(254, "bad-email")
  .refine((value) => canonicalEmail(value) !== null, "bad-email");

export const NewPassword = z
  .string({ error: "required" })
  .min(10, "password-short")
  .max(200, "password-long")
  .refine((value) => !common.has(value.toLowerCase()), "password-common");

/** The name people see. NFC, one space between words; see person-name.ts for what is refused and why. */
export const PersonName = z
  .string({ error: "required" })
  .transform(tidyName)
  .pipe(z.string().min(1, "required").max(60, "too-long"))
  .superRefine((name, context) => {
    const problem = nameProblem(name);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

/** Where to go after signing in: a path on this site, never another origin. */
export const ReturnPath = z
  .string()
  .optional()
  .transform((value) => safeReturnPath(value));

/** The operator's half of the first-run form; the community's name has a field of its own beside the person's. */
export const SetUp = z
  .object({
    name: PersonName,
    email: Email,
    password: NewPassword,
    passwordAgain: z.string({ error: "required" }),
    communityName: z.string({ error: "required" }).trim().min(1, "required").max(60, "too-long"),
  })
  .refine((form) => form.password === form.passwordAgain, { path: ["passwordAgain"], error: "password-differs" });

/** A checkbox: sent when it is ticked, absent when not. */
const Tick = z
  .string()
  .max(20)
  .optional()
  .transform((value) => value !== undefined);

export const SignUp = z
  .object({
    name: PersonName,
    email: Email,
    password: NewPassword,
    passwordAgain: z.string({ error: "required" }),
    next: ReturnPath,
    /** Nobody sees this field; programs that fill in every field give themselves away. */
    website: z.string().max(500).optional(),
  })
  .refine((form) => form.password === form.passwordAgain, { path: ["passwordAgain"], error: "password-differs" });

export const SignIn = z.object({
  email: z.string({ error: "required" }).max(254, "bad-email"),
  password: z.string({ error: "required" }).max(1000, "password-long"),
  remember: Tick,
  next: ReturnPath,
});

export const MailRequest = z.object({ email: Email, next: ReturnPath });
const LinkToken = z.string({ error: "link-used" }).max(200, "link-used");
export const ConfirmEmail = z.object({ token: LinkToken, next: ReturnPath });
export const RedeemLink = z.object({ token: LinkToken, remember: Tick, next: ReturnPath });
export const ResetPassword = z
  .object({ token: LinkToken, password: NewPassword, passwordAgain: z.string({ error: "required" }) })
  .refine((form) => form.password === form.passwordAgain, { path: ["passwordAgain"], error: "password-differs" });
export const ChangePassword = z
  .object({
    passwordNow: z.string({ error: "required" }).max(1000, "password-long"),
    password: NewPassword,
    passwordAgain: z.string({ error: "required" }),
  })
  .refine((form) => form.password === form.passwordAgain, { path: ["passwordAgain"], error: "password-differs" });

export const Profile = z.object({
  name: PersonName,
  handle: z
    .string({ error: "required" })
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9-]{2,29}$/, "slug-bad")
    .refine((handle) => !isReservedHandle(handle), "name-reserved"),
  bio: z.string().trim().max(300, "too-long").default(""),
});
export const ChooseLocale = z.object({ locale: z.enum(locales), back: ReturnPath });
export const ChooseTheme = z.object({ theme: z.enum(["system", "light", "dark"]), back: ReturnPath });
export const EnterAs = z.object({ email: z.string({ error: "required" }).max(254), next: ReturnPath });
export const Nothing = z.object({});
export const RevokeSession = z.object({ session: z.string({ error: "required" }).max(64) });

/** `value` when it is a plain path on this site, else "". Browsers read `/\evil` and `//evil` as another host. */
export function safeReturnPath(value: string | undefined): string {
  if (!value || value.length > 500 || !value.startsWith("/") || /[\\\s\p{Cc}]/u.test(value)) return "";
  const url = new URL(value, "http://guildhall.invalid");
  return url.host === "guildhall.invalid" && !value.startsWith("//") ? value : "";
}
