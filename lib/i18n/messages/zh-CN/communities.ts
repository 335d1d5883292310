import type en from "../en/communities";

export default {} satisfies typeof en;
