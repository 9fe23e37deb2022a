/** What a member may do, as a word. (03 §1.1) */
export type Role = 'guest' | 'reader' | 'writer' | 'admin' | 'owner';

/** A role, or that of a cold key. */
export type MemberRole = Role | 'root';

const LEVEL_BY_ROLE = { guest: 0, reader: 10, writer: 20, admin: 30, owner: 40, root: 50 } as const;
const ROLES = Object.keys(LEVEL_BY_ROLE) as MemberRole[];

/** The level that a role is in a log. */
export function levelOfRole<R extends MemberRole>(role: R): (typeof LEVEL_BY_ROLE)[R] {
  return LEVEL_BY_ROLE[role];
}

/** The role of a level in a log; `undefined` for a number that is no level, such as that of nobody. */
export function roleOfLevel(level: number): MemberRole | undefined {
  return ROLES.find((role) => LEVEL_BY_ROLE[role] === level);
}

/** Whether a word is a role that a member can be given. */
export function isRole(word: string): word is Role {
  return word !== 'root' && Object.hasOwn(LEVEL_BY_ROLE, word);
}
