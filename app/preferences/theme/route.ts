import { formRoute } from "@/lib/access/action";
import { chooseThemeAction } from "@/lib/identity/actions";

/** Theme switch: works before and without JavaScript, on every page. */
export const POST = formRoute(chooseThemeAction);
