import { beforeEach, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { freshDatabase } from "@/e2e/support/database";
import { clockOffset } from "./clock";
import {
  forgetInstallation,
  installationFact,
  isDemo,
  loadClockOffset,
  markDemo,
  setInstallationFact,
} from "./installation";

beforeEach(async () => {
  await freshDatabase();
});

describe("the installation", () => {
  it("is no demo until the seed makes it one, and then stays one", async () => {
    expect(await isDemo()).toBe(false);
    await transact((tx) => markDemo(tx));
    forgetInstallation();
    expect(await isDemo()).toBe(true);
  });

  it("keeps one value per fact", async () => {
    expect(await installationFact("k")).toBeNull();
    for (const value of ["a", "b"]) await transact((tx) => setInstallationFact(tx, "k", value));
    expect(await installationFact("k")).toBe("b");
  });

  it("brings the story's clock to where it was", async () => {
    await transact((tx) => setInstallationFact(tx, "clock_offset_ms", "86400000"));
    await loadClockOffset();
    expect(clockOffset()).toBe(86_400_000);
  });
});
