import type en from "../en/sandbox";

export default {} satisfies typeof en;
