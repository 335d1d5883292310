import { formRoute } from "@/lib/access/action";
import { signOutAction } from "@/lib/identity/actions";

/** Signs out, from the menu on every page. */
export const POST = formRoute(signOutAction);
