import type en from "../en/exchange";

export default {} satisfies typeof en;
