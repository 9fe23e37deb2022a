import type { ClientContext } from './context.ts';
import { isRestored } from './devices/arrivals.ts';
import { levelOfRole } from './teams/role.ts';

/** How this device stands with its user. */
export type DeviceStanding =
  /** It may write. */
  | { readonly state: 'device' }
  /** Its user's log is not here yet. */
  | { readonly state: 'waiting'; readonly says: string }
  /** It was removed, or is not in the log. */
  | { readonly state: 'removed'; readonly says: string }
  /**
   * Something came by sync that this very device has signed and did not have: it was brought back from an old copy. With level admin it goes on
   * as a new device by itself, at the next sync; below that another device has to take it in.
   */
  | { readonly state: 'restored'; readonly says: string };

/** How a device stands with its user by the log that is here. */
export async function standingOf({ logs, me, store }: ClientContext): Promise<DeviceStanding> {
  const log = await logs.log(me.user);
  if (log === undefined) return { state: 'waiting', says: 'The log of this user is not here yet: sync first.' };
  const lvl = log.memberById.get(me.key.kid)?.lvl ?? -1;
  if (lvl < levelOfRole('writer'))
    return { state: 'removed', says: 'This device is none of its user any more: what it signs counts nowhere.' };
  if (!(await isRestored(store))) return { state: 'device' };
  const what = 'This home was brought back from an old copy: things came that this device has signed and did not have.';
  const next =
    lvl >= levelOfRole('admin')
      ? 'It goes on as a new device at the next sync.'
      : 'Take it in as a new device: a home of its own, and a link from another device.';
  return { state: 'restored', says: `${what} ${next}` };
}
