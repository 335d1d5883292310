import { formRoute } from "@/lib/access/action";
import { chooseLocaleAction } from "@/lib/identity/actions";

/** Language switch: works before and without JavaScript, on every page. */
export const POST = formRoute(chooseLocaleAction);
