import "server-only";
import { type ImportOptions, importFolder } from "./import-folder";
import { withUnpackedZip } from "./read-zip";
import type { Report } from "./types";

/** As `importFolder`, from a zip. Throws ZipRefusal when the zip as a whole cannot be used. */
export async function importZip(file: string, options: Omit<ImportOptions, "folder">): Promise<Report> {
  return withUnpackedZip(file, async (folder, problems) => {
    const report = await importFolder({ ...options, folder });
    return { ...report, problems: [...problems, ...report.problems] };
  });
}

/** The audience a form names, as the import wants it. */
export function audienceOf(text: string): Pick<ImportOptions, "audience" | "benefitId"> {
  if (text.startsWith("benefit:")) return { audience: "benefit", benefitId: text.slice("benefit:".length) };
  return { audience: text === "members" ? "members" : "public", benefitId: null };
}
