/** What has to be said wherever a link is used. */
export const LINK_WARNING =
  'Links are not authenticated yet: whoever reaches the relay can read and send everything it keeps. Statements are verified all the same.';

/** What has to be said of a link that gives keys. */
export const KEYS_WARNING =
  'The link gives keys: whoever finds it reads what was written so far, also later, until it was used or taken back and new keys are made.';
