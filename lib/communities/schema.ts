import { z } from "zod";
import { locales } from "@/lib/i18n/locales";
import { currencies } from "@/lib/platform/money";
import { isReservedSlug } from "./naming";

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u;

const CommunityName = z
  .string({ error: "required" })
  .trim()
  .min(1, "required")
  .max(60, "too-long")
  .refine((name) => /[\p{L}\p{N}]/u.test(name) && !invisible.test(name), "invalid");

const PublicPromise = z
  .string({ error: "required" })
  .trim()
  .min(1, "required")
  .max(140, "too-long")
  .refine((text) => !/\p{Cc}/u.test(text), "invalid");

/** The address below /c/. Left empty it is made from the name. */
const Slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z](?!.*--)[a-z0-9-]{1,38}[a-z0-9]$/, "slug-bad")
  .refine((slug) => !isReservedSlug(slug), "slug-reserved")
  .optional();

const Glyph = z
  .string()
  .trim()
  .refine((glyph) => Array.from(glyph).length <= 3 && !invisible.test(glyph), "too-long")
  .optional();

const Zone = z.string({ error: "required" }).max(60, "bad-zone").refine(isZone, "bad-zone");

/** One hour to two weeks; a form that does not ask leaves it as it is. */
const AnswerHours = z.coerce
  .number({ error: "answer-hours-bad" })
  .int("answer-hours-bad")
  .min(1, "answer-hours-bad")
  .max(336, "answer-hours-bad")
  .optional();

const Description = z.string().max(20_000, "too-long").default("");

/** What a community says of itself, apart from its address and currency. */
const face = {
  name: CommunityName,
  glyph: Glyph,
  promise: PublicPromise,
  description: Description,
  locale: z.enum(locales, { error: "required" }),
  zone: Zone,
};

export const OpenCommunity = z.object({ ...face, slug: Slug, currency: z.enum(currencies, { error: "required" }) });

/** Settings. The address may change; the currency may not, because prices were promised in it. */
export const ChangeCommunity = z.object({
  ...face,
  slug: z.string({ error: "required" }).pipe(Slug.unwrap()),
  answerHours: AnswerHours,
});

const TopicName = z
  .string({ error: "required" })
  .trim()
  .min(1, "required")
  .max(40, "too-long")
  .refine((name) => /[\p{L}\p{N}]/u.test(name) && !invisible.test(name), "invalid");
const TopicId = z.uuid({ error: "invalid" });

export const AddTopic = z.object({ name: TopicName });
export const RenameTopic = z.object({ topic: TopicId, name: TopicName });
export const MoveTopic = z.object({ topic: TopicId, direction: z.enum(["up", "down"], { error: "invalid" }) });

/** True for the name of a time zone the runtime knows (IANA), such as Asia/Shanghai. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "" && /^[A-Z]/.test(name);
  } catch {
    return false;
  }
}
