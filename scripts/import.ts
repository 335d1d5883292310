import { stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { findCommunityBySlug } from "@/lib/communities/queries";
import { type ImportOptions, importFolder } from "@/lib/exchange/import-folder";
import { findAuthor, findFirstPlanBenefit } from "@/lib/exchange/queries";
import { withUnpackedZip, ZipRefusal } from "@/lib/exchange/read-zip";
import { problemSentence, reasonSentence, warningSentence } from "@/lib/exchange/sentence";
import type { PlanRow, Problem, Report } from "@/lib/exchange/types";
import { localeFromHeader } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";

/**
 * `npm run import -- --community <slug> --audience <plan|members|public> [--author <handle>] [--dry-run] <folder>`
 * prints each article's row, its warnings, and totals. Exit code 1 when nothing could be done, else 0.
 */
const words = wordsFor(localeFromHeader((process.env.LC_ALL ?? process.env.LANG ?? "en").replace("_", "-")));
const { t } = words;

try {
  process.exitCode = await main();
} finally {
  await closeDatabase();
}

async function main(): Promise<number> {
  const given = readArguments();
  if (!given) return fail(t("exchange.cli.usage"));
  await migrateDatabase();
  const community = await findCommunityBySlug(given.community);
  if (!community) return fail(t("exchange.cli.noCommunity", { slug: given.community }));
  const author = await findAuthor(community.id, given.author);
  if (!author) return fail(t("exchange.cli.noAuthor", { handle: given.author ?? "" }));
  const benefitId = given.audience === "benefit" ? await findFirstPlanBenefit(community.id) : null;
  if (given.audience === "benefit" && !benefitId) return fail(t("exchange.cli.noPlan"));
  const options = {
    communityId: community.id,
    authorMemberId: author,
    benefitId,
    audience: given.audience,
    dryRun: given.dryRun,
    mayChangeOthers: true,
  };
  const found = await stat(given.folder).catch(() => null);
  if (!found) return fail(t("exchange.cli.noFolder", { folder: given.folder }));
  if (found.isDirectory()) return show(await run(options, given.folder), []);
  try {
    return await withUnpackedZip(given.folder, async (folder, problems) => show(await run(options, folder), problems));
  } catch (error) {
    if (error instanceof ZipRefusal) return fail(problemSentence(words, { path: given.folder, code: error.code }));
    throw error;
  }
}

interface Arguments {
  community: string;
  audience: ImportOptions["audience"];
  author: string | null;
  dryRun: boolean;
  folder: string;
}

function readArguments(): Arguments | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        community: { type: "string" },
        audience: { type: "string" },
        author: { type: "string" },
        "dry-run": { type: "boolean", default: false },
      },
    });
    const audience = ({ plan: "benefit", members: "members", public: "public" } as const)[values.audience ?? ""];
    const [folder, ...more] = positionals;
    if (!values.community || !audience || !folder || more.length > 0) return null;
    return {
      community: values.community,
      audience,
      author: values.author ?? null,
      dryRun: values["dry-run"],
      folder: path.resolve(process.env.INIT_CWD ?? process.cwd(), folder),
    };
  } catch {
    return null;
  }
}

function run(options: Omit<ImportOptions, "folder">, folder: string): Promise<Report> {
  return importFolder({ ...options, folder, onProgress: (done, total, row) => showRow(done, total, row) });
}

function showRow(done: number, total: number, row: PlanRow): void {
  const place = `${String(done).padStart(String(total).length)}/${total}`;
  console.log(
    `${place}  ${t(`exchange.action.${row.action}`)}  ${row.path}  →  ${row.slug}  ${reasonSentence(words, row)}`.trimEnd(),
  );
  for (const problem of row.problems) console.log(`      ${problemSentence(words, problem)}`);
  for (const warning of row.warnings) console.log(`      ${warningSentence(words, warning)}`);
}

function show(report: Report, zipProblems: Problem[]): number {
  const unshown = report.rows.filter((row) => row.action === "skip" && row.slug === "");
  for (const row of unshown) {
    console.log(`${t("exchange.action.skip")}  ${row.path}  ${reasonSentence(words, row)}`);
  }
  for (const problem of [...zipProblems, ...report.problems]) console.log(problemSentence(words, problem));
  const { created, changed, unchanged, skipped, pictures, remotePictures, links, deadLinks } = report;
  console.log(`\n${t("exchange.totals", { created, changed, unchanged, skipped })}`);
  console.log(t("exchange.totalsMore", { pictures, remotePictures, links, deadLinks }));
  if (report.dryRun) console.log(t("exchange.dryRun"));
  if (created + changed + unchanged > 0) return 0;
  return report.rows.length === 0 ? fail(t("exchange.cli.nothing")) : 1;
}

function fail(sentence: string): number {
  console.error(sentence);
  return 1;
}
