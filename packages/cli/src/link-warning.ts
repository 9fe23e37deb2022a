/** What has to be said wherever a link is used. */
export const LINK_WARNING =
  'Links are not authenticated yet: whoever reaches the relay can read and send everything it keeps. Statements are verified all the same.';
