/** Categories of a chart in their order: at most five, and never told apart by colour alone. */
export const kindColours = ["c1", "c2", "c3", "c4", "c5"] as const;
