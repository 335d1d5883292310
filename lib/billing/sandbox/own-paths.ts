import { publicUrl } from "@/lib/platform/env";

/** An address of this installation as a path, so that a redirect stays within it; any other as it is. */
export function withinSite(address: string): string {
  return address.startsWith(`${publicUrl()}/`) ? address.slice(publicUrl().length) : address;
}
