/**
 * `npm run platform-fee -- COMMUNITY PERCENT` sets the operator's share of what a community sells into its own Stripe
 * account: a number from 0 to 50 with at most two decimals. Sales from now on; running subscriptions keep theirs.
 */
import { closeDatabase, transact } from "@/db/client";
import { setPlatformFee } from "@/lib/billing/commands/terms";
import { findCommunityBySlug } from "@/lib/communities/queries";

const [slug = "", typed = ""] = process.argv.slice(2);
const percent = /^\d{1,2}(\.\d{1,2})?$/.test(typed) ? Number(typed) : Number.NaN;
const community = await findCommunityBySlug(slug);

if (!community) console.error(`There is no community "${slug}". Use: npm run platform-fee -- wheels 5`);
else if (!(percent <= 50)) console.error("The share is a number from 0 to 50, such as 5 or 2.75.");
else {
  await transact((tx) => setPlatformFee(tx, community.id, Math.round(percent * 100)));
  console.log(`${slug}: ${percent} % of each payment into its own account goes to this installation.`);
}
await closeDatabase();
process.exitCode = community && percent <= 50 ? 0 : 1;
