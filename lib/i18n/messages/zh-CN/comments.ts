import type en from "../en/comments";

export default {} satisfies typeof en;
