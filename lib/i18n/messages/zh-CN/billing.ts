import type en from "../en/billing";

export default {} satisfies typeof en;
