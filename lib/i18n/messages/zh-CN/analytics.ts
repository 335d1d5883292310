import type en from "../en/analytics";

export default {} satisfies typeof en;
