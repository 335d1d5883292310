import type en from "../en/access";

export default {} satisfies typeof en;
