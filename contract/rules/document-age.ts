/** For how many seconds a function goes on with the business document that it has read. */
export const documentSeconds = 2;
