import type en from "../en/identity";

export default {} satisfies typeof en;
