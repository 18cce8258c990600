/** Files up to this size are analysed in full, in bytes. */
export const largestWhole = 1 << 20;
