import type en from "../en/search";

export default {} satisfies typeof en;
