/**
 * Stands in the line «Reply above this line» of our mails, in every language: where a quote is not known by its head,
 * this line still tells where our own words begin.
 */
export const REPLY_MARK = '⁓⁓';
