import "server-only";
import { type AnalyticsFrame, loadFrame } from "./frame";

/** The definitions page: it holds no figures, so moderators read it too. */
export async function loadDefinitions(slug: string, searchParams: Record<string, unknown>): Promise<AnalyticsFrame> {
  return loadFrame(slug, "definitions", searchParams);
}
