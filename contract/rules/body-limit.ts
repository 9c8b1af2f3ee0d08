/** The longest request body that the API accepts where an operation says nothing else; no form of the site sends as much. */
export const maxBodyBytes = 16 * 1024;

/** The longest business document: some hundred services in two languages. An item of a table holds 400 KB. */
export const maxDocumentBytes = 256 * 1024;
