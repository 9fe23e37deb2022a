/** How this device stands with its user. */
export type DeviceStanding =
  /** It may write. */
  | { readonly state: 'device' }
  /** Its user's log is not here yet. */
  | { readonly state: 'waiting'; readonly says: string }
  /** It was removed, or is not in the log. */
  | { readonly state: 'removed'; readonly says: string }
  /**
   * Something came by sync that this very device has signed and does not have: it was brought back from an old copy. It goes on as a new
   * device, `kid`, as soon as its level allows that, and says so.
   */
  | { readonly state: 'restored'; readonly kid?: string; readonly says: string };
