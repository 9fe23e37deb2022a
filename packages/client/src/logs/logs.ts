import type { Admission } from '@allod/collections';
import { statementFromParts } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import type { Capability, Op, OpSigner, PrincipalLog, X25519Jwk } from '@allod/principals';
import type { Store } from '@allod/storage';

/** An accepted op of a log, and how it stands now. */
export interface LogOp {
  readonly id: string;
  readonly k: Op['k'];
  readonly log: string;
  readonly claims: SaidClaims;
  /** Who signed; the first one acts. */
  readonly signers: readonly OpSigner[];
  readonly t: number;
  readonly isAlive: boolean;
  /** Of one that is not alive: the strikes that reached it, the dead ops that it may have stood on, and logs in which others of those are. */
  readonly cuts: readonly string[];
  readonly supports: readonly string[];
  readonly logs: readonly string[];
}

/** What ops say, whatever their kind. Their form was checked when they were accepted. */
export interface SaidClaims {
  readonly k: Op['k'];
  readonly kind?: 'user' | 'team';
  readonly par?: readonly string[];
  readonly by?: readonly string[];
  readonly sgn?: readonly { readonly kid: string; readonly by?: readonly string[] }[];
  readonly x?: Readonly<Record<string, readonly string[]>>;
  readonly t: number;
  readonly who?: string;
  readonly lvl?: number;
  readonly caps?: readonly Capability[];
  /** The one-time key of an invite. */
  readonly key?: { readonly x: string };
  readonly ref?: string;
  readonly uses?: number;
  readonly exp?: number;
  readonly keep?: true;
  readonly thru?: readonly string[];
  readonly why?: 'lost' | 'retired';
  readonly pol?: Readonly<Record<string, string>>;
  readonly mem?: readonly {
    readonly who?: string;
    readonly kid?: string;
    readonly lvl: number;
    readonly enc?: X25519Jwk;
  }[];
  /** What is encrypted to a new device, a cold key, or whoever has the link of an invite. */
  readonly enc?: X25519Jwk;
  /** Of an epoch: its public key, its keybox, what it leads back to, and when it ends. */
  readonly pub?: X25519Jwk;
  readonly dig?: string;
  readonly back?: readonly { readonly eid: string; readonly w: string }[];
  readonly end?: number;
}

/** The logs that are here, to read. */
export interface Logs {
  /** The log of a principal, when it is here. */
  log(id: string): Promise<PrincipalLog | undefined>;
  /** Its accepted ops, each after all that it names; none when it is not here. */
  ops(id: string): Promise<readonly LogOp[]>;
}

type Read = Omit<LogOp, 'isAlive' | 'cuts' | 'supports' | 'logs'>;

/** Logs of which ops that were read once are kept: an op never changes. */
export function createLogs({
  store,
  admission,
}: {
  readonly store: Pick<Store, 'items'>;
  readonly admission: Admission;
}): Logs {
  const readById = new Map<string, Read>();
  return {
    log: (id) => admission.log(id),
    async ops(log) {
      const history = await admission.history(log);
      const missing = history.flatMap(({ id }) => (readById.has(id) ? [] : [id]));
      for (const stored of await store.items(missing)) {
        const found = stored === undefined ? undefined : statementFromParts(stored.parts);
        if (found?.ok === true) readById.set(stored!.id, readOp(stored!.id, log, found.value));
      }
      return history.flatMap((standing) => {
        const read = readById.get(standing.id);
        return read === undefined ? [] : [{ ...read, ...standing }];
      });
    },
  };
}

function readOp(id: string, log: string, { claims, signatures, header }: Statement): Read {
  const said = claims as unknown as SaidClaims;
  const isUser = said.k === 'init' && said.kind === 'user';
  const listed = said.sgn?.map(({ kid, by = [] }) => ({ kid, by })) ?? [{ kid: header.kid, by: said.by ?? [] }];
  const signers = isUser ? signatures.map((each) => ({ kid: each.header.kid, by: [] })) : listed;
  return { id, k: said.k, log, claims: said, signers, t: said.t };
}

/** Whom an op makes a member, and at which level; of an `init` everybody. A `join` says its level in its invite. */
export function grantsOf({
  k,
  claims,
}: Pick<LogOp, 'k' | 'claims'>): { readonly who: string; readonly lvl?: number }[] {
  const { who, lvl, mem = [] } = claims;
  if (k === 'init') return mem.map((entry) => ({ who: entry.who ?? entry.kid!, lvl: entry.lvl }));
  if (who === undefined || (k !== 'add' && k !== 'join')) return [];
  return [lvl === undefined ? { who } : { who, lvl }];
}
