/** The longest request body that the API accepts; no form of the site sends as much. */
export const maxBodyBytes = 16 * 1024;
