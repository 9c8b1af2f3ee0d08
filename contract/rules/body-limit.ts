/** The longest request body that the API reads: more than any form of the site sends. */
export const maxBodyBytes = 16 * 1024;
