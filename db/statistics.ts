import { rawQuery } from "./client";
import { engine } from "./dialect";

/**
 * Tells PostgreSQL how full the analytics' tables are. It finds out by itself, but a minute later: until then it plans
 * for tables as they were, and joins row by row what was filled a moment ago. SQLite plans without statistics.
 */
export async function refreshProjectionStatistics(): Promise<void> {
  if (engine !== "postgres") return;
  await rawQuery("analyze activity_days");
  await rawQuery("analyze activity_months");
  await rawQuery("analyze activity_cohorts");
  await rawQuery("analyze activity_packs");
  await rawQuery("analyze activity_month_packs");
  await rawQuery("analyze active_days");
  await rawQuery("analyze conversions");
  await rawQuery("analyze first_replies");
  await rawQuery("analyze first_steps");
  await rawQuery("analyze happening_days");
  await rawQuery("analyze interaction_days");
  await rawQuery("analyze member_histories");
  await rawQuery("analyze member_numbers");
  await rawQuery("analyze member_payments");
  await rawQuery("analyze member_periods");
  await rawQuery("analyze member_spans");
  await rawQuery("analyze member_turns");
  await rawQuery("analyze money_days");
  await rawQuery("analyze mrr_days");
  await rawQuery("analyze reply_packs");
  await rawQuery("analyze span_days");
}
