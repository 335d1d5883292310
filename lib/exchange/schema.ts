import { z } from "zod";

/** Public, members, or a plan's benefit by its id. */
export const ImportAudience = z.string().regex(/^(?:public|members|benefit:[0-9a-f-]{36})$/);

/** The address part that names an upload. */
export const UploadId = z.string().regex(/^[0-9a-f-]{36}$/);

export const ConfirmImport = z.object({ upload: UploadId });

/** Why an upload was not taken; keys below `exchange.page` or `exchange.problem`. */
export const uploadRefusals = [
  "noFile",
  "notZip",
  "tooMany",
  "expired",
  "zip-damaged",
  "zip-too-big",
  "too-many-files",
] as const;
export type UploadRefusal = (typeof uploadRefusals)[number];
