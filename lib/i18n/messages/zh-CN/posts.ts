import type en from "../en/posts";

export default {} satisfies typeof en;
