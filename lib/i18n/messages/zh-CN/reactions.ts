import type en from "../en/reactions";

export default {} satisfies typeof en;
