import { publicUrl } from "@/lib/platform/env";

/** Our own pages by path, so that whoever came by another name of this host (127.0.0.1) stays signed in. */
export function withinSite(address: string): string {
  return address.startsWith(`${publicUrl()}/`) ? address.slice(publicUrl().length) : address;
}
