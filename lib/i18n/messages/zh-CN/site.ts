import type en from "../en/site";

export default {} satisfies typeof en;
