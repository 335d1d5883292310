"use server";
import { creatorAction } from "@/lib/access/action";
import { isManager } from "@/lib/access/decide";
import { hourMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { audienceOf, importZip } from "./import-zip";
import { ConfirmImport } from "./schema";
import { claimZip, discardZip, findUpload, noteUpload } from "./upload";

/** Imports an upload that its member has looked at. The second of two clicks is refused, not done again. */
export const confirmImportAction = creatorAction({
  name: "exchange.import",
  schema: ConfirmImport,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, viewer, community }) => {
    const { memberId } = viewer.membership;
    const upload = await findUpload(input.upload, community.id, memberId);
    if (!upload) throw new NotFound();
    const zip = await claimZip(upload.id);
    if (!zip) throw new Refusal("sent-already");
    try {
      const report = await importZip(zip, {
        communityId: community.id,
        authorMemberId: memberId,
        mayChangeOthers: isManager(viewer),
        ...audienceOf(upload.audience),
        dryRun: false,
      });
      await noteUpload({ ...upload, report });
    } finally {
      await discardZip(upload.id);
    }
    return { redirectTo: `/c/${community.slug}/studio/import?upload=${upload.id}` };
  },
});
