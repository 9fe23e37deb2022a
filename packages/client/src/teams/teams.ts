import type { Ballots } from '../ballots/ballots.ts';
import type { Named, Outcome } from '../outcome.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { MemberRole, Role } from './role.ts';

/** How members are taken in: by anybody who may, or by more than half of those who may. (03 §6.1) */
export type Admit = 'open' | 'quorum';

/** A team in which this user is. */
export interface TeamSummary extends Named {
  /** What this user may do, on the best of his paths. */
  readonly role: MemberRole;
  /** The teams between this one and the user; none when he is a member himself. */
  readonly via: readonly Named[];
  readonly members: number;
}

/** A team in full. */
export interface TeamDetail extends TeamSummary {
  readonly heads: readonly string[];
  readonly policy: Readonly<Record<string, string>>;
  /** Whether a cold key stands above the owners. */
  readonly hasRoot: boolean;
  /** When it was made, in microseconds since 1970, by the clock of who made it. */
  readonly made: number;
  /** What somebody should do something about, as whole sentences. */
  readonly warnings: readonly string[];
}

/** A member of a team, or of a team in it. */
export interface Member extends Named {
  readonly kind: 'user' | 'team' | 'key' | 'unknown';
  readonly role: MemberRole;
  /** The teams between, from the top; none for a direct member. */
  readonly via: readonly Named[];
  /** The least role on the way: what he can do in the team that was asked for. */
  readonly effective: MemberRole;
  readonly isMe?: true;
  /** Of a guest: what he may do, each capability as JSON. */
  readonly caps?: readonly string[];
}

/** An offer to join. */
export interface InviteStatus {
  /** Id of the invite. */
  readonly id: string;
  readonly role: Role;
  /** Whom it names; absent for one by link. */
  readonly to?: Named;
  /** Who invited. */
  readonly by: Named;
  /** When it was made, microseconds since 1970. */
  readonly t: number;
  readonly uses: number;
  /** How many have joined by it. */
  readonly used: number;
  /** From when on it is over, microseconds since 1970. */
  readonly exp?: number;
  readonly state: 'open' | 'used' | 'expired' | 'revoked' | 'void';
}

/** An invite that was just made. */
export interface Invited {
  readonly id: string;
  /**
   * The link. Unless the invite names somebody, **whoever has it can join**: it is printed once, goes to one person, and into no log and no
   * arguments of a program.
   */
  readonly link: string;
  readonly role: Role;
  readonly to?: Named;
  readonly uses: number;
  readonly exp?: number;
}

/** How somebody is invited. */
export interface InviteOptions {
  /** `writer` when absent. */
  readonly role?: Role;
  /** From 1 to 65,535; 1 when absent. Not beside `to`. */
  readonly uses?: number;
  /** For how long it is good; 7 days when absent. */
  readonly lastsMs?: number;
  /** Id of a user or a team: then the link holds no secret. */
  readonly to?: string;
  /** What a guest may do; needed for role guest. */
  readonly caps?: readonly GuestCapability[];
  /** Relays that the link names, for whoever opens it: 0 to 8 URLs. */
  readonly relays?: readonly string[];
  /**
   * Whoever has the link reads at once, before any member has synced. **Whoever finds it later reads, too**, until the invite is taken back and keys are made anew, which
   * a program does by itself once it is used. Not beside `to`, for a guest, or where the policy `history` is `joined`.
   */
  readonly givesKeys?: boolean;
}

/** What a guest may do. */
export interface GuestCapability {
  readonly do: readonly ['r'] | readonly ['w'] | readonly ['r', 'w'];
  readonly col: string;
  readonly tag?: string;
  readonly nbf?: number;
  readonly exp?: number;
}

/** What came of a change: the ops that were written, and what else was done for it. */
export interface Changed {
  /** Ids of the ops, in their order. */
  readonly ops: readonly string[];
  /** What was done and what remains to be done, as whole sentences. */
  readonly notes: readonly string[];
}

/** A user or team that was added: at once, or invited by name. */
export interface AddedMember extends Changed {
  readonly isMember: boolean;
  /** What to hand over when it is not a member yet. It holds no secret. */
  readonly link?: string;
}

/** Who takes a team over. */
export interface Transferred extends Changed {
  /** `invited`: the new owner has to accept, then call it again. `done`: he owns it, and this user has stepped down. */
  readonly state: 'invited' | 'done';
  readonly link?: string;
}

/**
 * Teams, by id. Everything is written into the team's log here, and reaches others with the next sync. Every call refuses with `E_NOT_FOUND` a
 * team that is not here. What this user may not do is refused with `E_NOT_AUTHORIZED`, and `ask` says who may.
 * What is written in a team is encrypted for those who read there; whoever is removed reads nothing that is written by somebody who knows of it.
 */
export interface Teams extends Ballots {
  /**
   * Begins a team with this user as owner. `root` lists a cold key above him: that of his recovery kit when absent, or none. The name, 1 to 64
   * characters, stands in a record of the team. Refuses with `E_INPUT` a name out of form.
   */
  create(
    name: string,
    options?: { readonly admit?: Admit; readonly root?: 'kit' | 'none' },
  ): Promise<Outcome<TeamDetail>>;
  /** The teams in which this user is, also through others, by name. */
  list(): Promise<TeamSummary[]>;
  /** The team with this name, id, or beginning of its id (6 characters or more). Refuses with `E_NOT_FOUND` none, and more than one. */
  find(text: string): Promise<Outcome<TeamSummary, 'E_NOT_FOUND'>>;
  /** A team in full. */
  get(team: string): Promise<Outcome<TeamDetail>>;
  /** Those with the highest role first. `deep` also lists who is in through other teams, with the way. */
  members(team: string, options?: { readonly deep?: boolean }): Promise<Outcome<Member[]>>;
  /** Who did what, when and from which device, oldest first, and what was struck and why. `since` in microseconds since 1970. */
  audit(team: string, options?: { readonly since?: number }): Promise<Outcome<AuditEntry[]>>;
  /** Offers a membership by link, or to `to`. */
  invite(team: string, options?: InviteOptions): Promise<Outcome<Invited>>;
  /** All offers, newest first. */
  invites(team: string): Promise<Outcome<InviteStatus[]>>;
  /** Takes an offer back: by id, or by the beginning of the id of an offer of this team. Who has joined by it stays. */
  revoke(team: string, invite: string): Promise<Outcome<Changed>>;
  /** Takes in a team of which this user is admin, at once, or invites a user or another team by name. */
  add(team: string, who: string, role: Role, options?: Pick<InviteOptions, 'relays'>): Promise<Outcome<AddedMember>>;
  /** Gives a member another role. Refuses with `E_INPUT` a `guest` without `caps`. One's own role can only be lowered. */
  setRole(team: string, who: string, role: Role, options?: Pick<InviteOptions, 'caps'>): Promise<Outcome<Changed>>;
  /** Ends a membership, and offers for several people with it. What he did before stays; what he does beside it counts for nothing. */
  remove(team: string, who: string, options?: { readonly why?: 'lost' | 'retired' }): Promise<Outcome<Changed>>;
  /** Leaves. Refuses with `E_NOT_AUTHORIZED` the last owner unless `force`: nobody could change the team's admins any more. */
  leave(team: string, options?: { readonly force?: boolean }): Promise<Outcome<Changed>>;
  /** Makes somebody else owner and steps down to `keepRole`, `admin` when absent. The new owner's program closes the old power. */
  transfer(
    team: string,
    to: string,
    options?: { readonly keepRole?: Exclude<Role, 'owner' | 'guest'>; readonly relays?: readonly string[] },
  ): Promise<Outcome<Transferred>>;
  /** Sets fields of the policy. */
  setPolicy(team: string, policy: Readonly<Record<string, string>>): Promise<Outcome<Changed>>;
  /** Gives a team another name. */
  rename(team: string, name: string): Promise<Outcome<Changed>>;
  /** A link with which somebody can ask to be let in. It holds no secret. */
  knock(team: string, options?: { readonly relays?: readonly string[] }): Promise<Outcome<string>>;
}
