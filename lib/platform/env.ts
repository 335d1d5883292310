import path from "node:path";
import { z } from "zod";

/** Treats "" and "   " like an absent variable: an empty line in a .env file means "not set". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === "string" && value.trim() === "" ? undefined : value), schema.optional());

const port = z.coerce.number().int().min(0).max(65535);
const onOff = z.enum(["on", "off"]);

/** Every setting of Guildhall. All are optional; `.env.example` explains each and a test keeps the two lists equal. */
const Settings = z.object({
  GUILDHALL_DATA: optional(z.string()),
  GUILDHALL_DEMO: optional(onOff),
  GUILDHALL_URL: optional(
    z.url({ protocol: /^https?$/, error: "must be the public address, such as https://guild.example.org" }),
  ),
  GUILDHALL_SECRET: optional(z.string().min(32, "must have at least 32 characters; `openssl rand -hex 32` makes one")),
  GUILDHALL_TRUSTED_PROXIES: optional(z.coerce.number().int().min(0).max(9)),
  GUILDHALL_COMPRESS: optional(onOff),
  GUILDHALL_LOG: optional(z.enum(["silent", "error", "warn", "info", "debug"])),
  PORT: optional(port),
  DATABASE_URL: optional(
    z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres:// (leave it out for the embedded SQLite)"),
  ),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")),
  MAIL_FROM: optional(z.string().min(3)),
  STRIPE_SECRET_KEY: optional(z.string().regex(/^(sk|rk)_/, "must be a secret key: it starts with sk_ or rk_")),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .refine((value) => value.trim() !== "", "is empty: remove the line, or paste the signing secret (whsec_…)")
    .optional(),
  STRIPE_CONNECT_WEBHOOK_SECRET: z
    .string()
    .refine((value) => value.trim() !== "", "is empty: remove the line, or paste the signing secret (whsec_…)")
    .optional(),
  STRIPE_API_BASE: optional(
    z.url({ protocol: /^https?$/, error: "must be an address such as http://127.0.0.1:12111" }),
  ),
  GITHUB_ID: optional(z.string()),
  GITHUB_SECRET: optional(z.string()),
  GOOGLE_ID: optional(z.string()),
  GOOGLE_SECRET: optional(z.string()),
});

export type Settings = z.infer<typeof Settings>;
export const settingNames = Object.keys(Settings.shape) as (keyof Settings)[];

/** A setting that cannot be used. `problems` holds one sentence per mistake, each naming its variable. */
export class SettingsError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join("\n"));
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/** Reads settings from `source` (default: the environment). Throws {@link SettingsError} with a sentence per mistake. */
export function readSettings(source: Record<string, string | undefined> = process.env): Settings {
  const parsed = Settings.safeParse(source);
  const problems = parsed.success
    ? crossChecks(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);
  return parsed.data;
}

function crossChecks(settings: Settings): string[] {
  const problems: string[] = [];
  const together = (a: keyof Settings, b: keyof Settings) => {
    if (settings[a] && !settings[b]) problems.push(`${b}: is needed because ${a} is set`);
  };
  together("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET");
  together("GITHUB_ID", "GITHUB_SECRET");
  together("GOOGLE_ID", "GOOGLE_SECRET");
  return problems;
}

let current: Settings | undefined;

/** The process's settings, read once. */
export function env(): Settings {
  current ??= readSettings();
  return current;
}

/** Forgets the settings, so that the next `env()` reads the environment again. For tests that change it. */
export function resetSettings(): void {
  current = undefined;
}

/** Absolute path of the one directory that holds everything: database, files, mails, secrets. */
export function dataDirectory(): string {
  return path.resolve(/* turbopackIgnore: true */ process.cwd(), env().GUILDHALL_DATA ?? "data");
}

/** The address people use, without a trailing slash. Links in mails are built from this, never from a request's Host. */
export function publicUrl(): string {
  const settings = env();
  return (settings.GUILDHALL_URL ?? `http://localhost:${settings.PORT ?? 3000}`).replace(/\/+$/, "");
}

/** True when the public address is https: cookies are then `Secure` and carry the `__Secure-`/`__Host-` prefix. */
export function isHttps(): boolean {
  return publicUrl().startsWith("https://");
}
