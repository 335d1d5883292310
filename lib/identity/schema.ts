import { z } from "zod";
import { locales } from "@/lib/i18n/locales";
import { canonicalEmail } from "./email";

/** Passwords that head every list of leaked ones and are long enough to pass the length rule. */
const common = new Set(["1234567890", "0123456789", "qwertyuiop", "password12", "password123", "1q2w3e4r5t", "iloveyou12", "abcdefghij", "aaaaaaaaaa", "1111111111", "administrator"]);

export const Email = z
  .string({ error: "required" })
  .max(254, "bad-email")
  .refine((value) => canonicalEmail(value) !== null, "bad-email");

export const NewPassword = z
  .string({ error: "required" })
  .min(10, "password-short")
  .max(200, "password-long")
  .refine((value) => !common.has(value.toLowerCase()), "password-common");

const visible = (value: string) => /[\p{L}\p{N}]/u.test(value) && !/[\p{Cc}\p{Cf}]/u.test(value);
export const PersonName = z.string({ error: "required" }).trim().min(1, "required").max(60, "too-long").refine(visible, "invalid");

/** Where to go after signing in: a path on this site, never another origin. */
export const ReturnPath = z
  .string()
  .optional()
  .transform((value) => safeReturnPath(value));

export const SignUp = z
  .object({ name: PersonName, email: Email, password: NewPassword, passwordAgain: z.string({ error: "required" }), next: ReturnPath })
  .refine((form) => form.password === form.passwordAgain, { path: ["passwordAgain"], error: "password-differs" });

export const SignIn = z.object({
  email: z.string({ error: "required" }).max(254, "bad-email"),
  password: z.string({ error: "required" }).max(1000, "password-long"),
  remember: z.string().optional(),
  next: ReturnPath,
});

export const MailRequest = z.object({ email: Email, next: ReturnPath });
export const UseLink = z.object({ token: z.string({ error: "required" }).max(200, "invalid"), next: ReturnPath });
export const ResetPassword = z
  .object({ token: z.string().max(200, "invalid"), password: NewPassword, passwordAgain: z.string({ error: "required" }) })
  .refine((form) => form.password === form.passwordAgain, { path: ["passwordAgain"], error: "password-differs" });

export const Profile = z.object({
  name: PersonName,
  handle: z.string({ error: "required" }).trim().toLowerCase().regex(/^[a-z][a-z0-9-]{2,29}$/, "slug-bad"),
  bio: z.string().trim().max(300, "too-long").default(""),
});
export const ChooseLocale = z.object({ locale: z.enum(locales), back: ReturnPath });
export const ChooseTheme = z.object({ theme: z.enum(["system", "light", "dark"]), back: ReturnPath });
export const RevokeSession = z.object({ session: z.string().max(64) });

/** `value` when it is a plain path on this site, else "". Browsers read `/\evil` and `//evil` as another host. */
export function safeReturnPath(value: string | undefined): string {
  if (!value || value.length > 500 || !value.startsWith("/") || /[\\\s\p{Cc}]/u.test(value)) return "";
  const url = new URL(value, "http://guildhall.invalid");
  return url.host === "guildhall.invalid" && !value.startsWith("//") ? value : "";
}
