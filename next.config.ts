import type { NextConfig } from "next";
import { sourcesDigest } from "./scripts/sources.mjs";

/** Everything about HTTP (policies, limits, copies, compression of shared pages) is in server.ts; this is the rest. */
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  compress: process.env.GUILDHALL_COMPRESS !== "off",
  // Native modules and a logger that opens files by path cannot be bundled.
  serverExternalPackages: ["better-sqlite3", "pg", "pino", "sharp"],
  images: { unoptimized: true },
  // Types are a step of `npm test`; who only starts the program need not wait for them again.
  typescript: { ignoreBuildErrors: true },
  // Titles and canonical links stand in <head> for every reader: a response is never split after its metadata.
  htmlLimitedBots: /.*/,
  // Same sources, same names: several instances of one build agree on every address.
  generateBuildId: () => sourcesDigest(),
  logging: false,
  devIndicators: false,
};

export default config;
