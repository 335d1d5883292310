import type en from "../en/mail";

export default {} satisfies typeof en;
