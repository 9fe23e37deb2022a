import { encodeBase64url } from '@allod/core/bytes';
import { createSoftwareSigner, statementIds } from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import { createTeam, createUser, makeOp } from '@allod/principals';
import type { Op, OpSaid, SigningDevice } from '@allod/principals';
import type { Contender, Setup } from './contender.ts';
import { random } from './corpus.ts';
import { quietLog } from './log-corpus.ts';
import type { LogCorpus } from './log-corpus.ts';
import { framesOf, judgeFrames } from './op-frames.ts';
import { contenderOf } from './work.ts';

const T = 1_790_000_000_000_000;

/** A log from its bytes: frames, statements, rules, and every signature. */
export async function oursLoad({ records }: Setup): Promise<Contender> {
  const { statements, team } = await signedLog(quietLog('load', records));
  const frames = framesOf(statements);
  return contenderOf({
    ready: () => undefined,
    work: async () => (await judgeFrames(frames)).order(team).length === records,
  });
}

/** The same ops with real keys, ids and signatures; those of the users first. */
async function signedLog({ ops }: LogCorpus): Promise<{ readonly statements: Statement[]; readonly team: string }> {
  const statements: Statement[] = [];
  const names = new Names();
  for (const op of ops) {
    const statement = await (op.k === 'init' ? signInit(op, names) : signOp(op, names));
    const [id] = await statementIds([statement]);
    names.id.set(op.id, id!);
    statements.push(statement);
  }
  return { statements, team: names.of(ops.find(({ kind }) => kind === 'team')!.id) };
}

/** What things are really called that the corpus has its own names for. */
class Names {
  readonly id: Map<string, string> = new Map();
  readonly signer: Map<string, Signer> = new Map();

  of(name: string): string {
    const id = this.id.get(name);
    if (id === undefined) throw new Error(`${name} was not said before it is named`);
    return id;
  }

  heads(x: Op['x']): { readonly x?: Record<string, string[]> } {
    if (x === undefined) return {};
    const entries = Object.entries(x).map(([log, ids]) => [this.of(log), ids.map((id) => this.of(id))] as const);
    return { x: Object.fromEntries(entries) };
  }

  signers(op: Op): SigningDevice[] {
    return op.signers.map(({ kid, by }) => ({ signer: this.signer.get(kid)!, by: by.map((name) => this.of(name)) }));
  }
}

async function signInit(op: Op, names: Names): Promise<Statement> {
  const { kind, mem = [], x } = op;
  if (kind === 'team') {
    const members = mem.map(({ who, lvl }) => ({ who: names.of(who), lvl: lvl as 30 | 40 }));
    return createTeam({ members, salt: random(16) }, { signers: names.signers(op), ...names.heads(x), t: T });
  }
  const signer = await createSoftwareSigner(random(32));
  names.signer.set(mem[0]!.who, signer);
  const sig = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(signer.publicKey) } as const;
  return createUser([{ signer, sig, level: 40 }], { salt: random(16), t: T });
}

function signOp(op: Op, names: Names): Promise<Statement> {
  const { k, who, lvl, log, par, x, t = 0 } = op;
  const whom = { ...(who === undefined ? {} : { who: names.of(who) }), ...(lvl === undefined ? {} : { lvl }) };
  const said = { k, ...whom, ...(k === 'epoch' ? { pub: newPub() } : {}) };
  return makeOp(said as OpSaid, {
    log: names.of(log),
    par: par.map((id) => names.of(id)),
    signers: names.signers(op),
    ...names.heads(x),
    t: T + t,
  });
}

/** The public key of an epoch that nobody uses: a number below 2^255 − 19. */
function newPub(): { readonly crv: 'X25519'; readonly kty: 'OKP'; readonly x: string } {
  const number = random(32);
  number[31]! &= 0x3f;
  return { crv: 'X25519', kty: 'OKP', x: encodeBase64url(number) };
}
