import type en from "../en/members";

export default {} satisfies typeof en;
