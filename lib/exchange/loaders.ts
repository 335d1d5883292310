import "server-only";
import { notFound } from "next/navigation";
import { isManager } from "@/lib/access/decide";
import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";
import { listPlanBenefits } from "@/lib/billing/queries/benefits";
import { loadCommunity } from "@/lib/communities/loaders";
import { hourMs } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { spendLimits } from "@/lib/platform/rate-limit";
import { audienceOf, importZip } from "./import-zip";
import { ZipRefusal } from "./read-zip";
import { ImportAudience, UploadId, type UploadRefusal, uploadRefusals } from "./schema";
import { discardZip, findUpload, keepZip, noteUpload } from "./upload";

/** The import page: for creators and who runs the community; for others it does not exist. */
export async function loadImport(slug: string, params: Record<string, string | string[] | undefined>) {
  const { community, viewer, memberId } = await requireCreator(slug);
  const id = UploadId.safeParse(params.upload);
  const [plans, upload] = await Promise.all([
    listPlanBenefits(community.id),
    id.success ? findUpload(id.data, community.id, memberId) : null,
  ]);
  const refusal = id.success && !upload ? "expired" : uploadRefusals.find((known) => known === params.problem);
  return { community, viewer, plans, upload, refusal: refusal ?? null };
}

async function requireCreator(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "creator") || !viewer.membership) notFound();
  return { community, viewer, memberId: viewer.membership.memberId };
}

/**
 * Takes an uploaded zip, finds out what importing it would do and keeps both for the page to show. Returns the upload's
 * id or why it was not taken. Answers 404 for who may not import.
 */
export async function receiveUpload(
  slug: string,
  request: Request,
): Promise<{ upload: string } | { problem: UploadRefusal }> {
  const { community, viewer, memberId } = await requireCreator(slug);
  if (!(await maySpend(viewer))) return { problem: "tooMany" };
  const form = await request.formData().catch(() => null);
  const zip = form?.get("zip");
  const audience = ImportAudience.safeParse(form?.get("audience"));
  if (!(zip instanceof File) || zip.size === 0 || !audience.success) return { problem: "noFile" };
  const bytes = new Uint8Array(await zip.arrayBuffer());
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return { problem: "notZip" };
  const { id, file } = await keepZip(bytes);
  try {
    const report = await importZip(file, { ...optionsFor(viewer, memberId, audience.data), dryRun: true });
    await noteUpload({ id, communityId: community.id, memberId, audience: audience.data, report });
    return { upload: id };
  } catch (error) {
    await discardZip(id);
    if (error instanceof ZipRefusal)
      return { problem: uploadRefusals.find((known) => known === error.code) ?? "zip-damaged" };
    throw error;
  }
}

/** Checking a zip costs seconds of computing, so it is counted like a login. */
async function maySpend(viewer: Viewer): Promise<boolean> {
  try {
    await spendLimits([{ key: `exchange.upload:${viewer.person?.userId}`, count: 30, windowMs: hourMs }]);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

export function optionsFor(viewer: Viewer, memberId: string, audience: string) {
  return {
    communityId: viewer.communityId,
    authorMemberId: memberId,
    mayChangeOthers: isManager(viewer),
    ...audienceOf(audience),
  };
}
