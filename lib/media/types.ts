/** Bytes that were checked, encoded anew and written to disk. */
export interface PreparedFile {
  name: string;
  mime: string;
  size: number;
  width: number;
  height: number;
  sha256: string;
}

/** Why a picture was not taken. Sentences: `media.refused.<reason>`. */
export type RefusedPicture = "type" | "damaged" | "pixels" | "size" | "svg" | "empty";

export interface StoredFile {
  id: string;
  communityId: string;
  postId: string | null;
  uploadedBy: string | null;
  inTeaser: boolean;
  name: string;
  mime: string;
  size: number;
  sha256: string;
}

/** A file that this viewer may have, ready to be sent. */
export interface OpenedFile {
  path: string;
  name: string;
  mime: string;
  size: number;
  etag: string;
  /** True when everybody may see it: a shared cache may keep it. */
  isPublic: boolean;
}
