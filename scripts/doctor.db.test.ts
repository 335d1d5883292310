import { beforeEach, expect, it } from "vitest";
import { engine } from "@/db/dialect";
import { freshDatabase } from "@/e2e/support/database";
import { resetSettings } from "@/lib/platform/env";
import { examine } from "./doctor";

const sentences = async (level: string) =>
  (await examine()).filter((finding) => finding.level === level).map(({ sentence }) => sentence);

beforeEach(async () => {
  await freshDatabase();
  return () => {
    delete process.env.STRIPE_SECRET_KEY;
    delete process.env.STRIPE_WEBHOOK_SECRET;
    resetSettings();
  };
});

it("finds nothing in the way on a healthy installation", async () => {
  expect(await sentences("problem")).toEqual([]);
  expect((await sentences("ok")).join(" ")).toContain(`The ${engine} database answers and is up to date`);
});

it("names each setting that cannot be used", async () => {
  process.env.STRIPE_SECRET_KEY = "pk_live_x";
  process.env.STRIPE_WEBHOOK_SECRET = " ";
  resetSettings();
  const found = (await sentences("problem")).join(" ");
  expect(found).toContain("STRIPE_SECRET_KEY");
  expect(found).toContain("STRIPE_WEBHOOK_SECRET");
});

it("refuses live payments without https", async () => {
  process.env.STRIPE_SECRET_KEY = "sk_live_x";
  process.env.STRIPE_WEBHOOK_SECRET = "whsec_x";
  resetSettings();
  expect((await sentences("problem")).join(" ")).toContain("https");
});
