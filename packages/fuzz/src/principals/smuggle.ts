import type { Op, OpSigner } from '@allod/principals';
import { device, isUser, USERS, type Writer } from './writer.ts';

/** A log in a log, and who does what in the inner one. */
interface Scene {
  readonly inner: string;
  readonly outer: string;
  /** Who removes, who is removed, and whom the removed brings in beside it. */
  readonly chief: string;
  readonly traitor: string;
  readonly sybil: string;
  /** How somebody signs inside, and through the inner log outside. */
  readonly inside: (who: string) => OpSigner;
  readonly outside: (who: string) => OpSigner;
}

/**
 * Somebody who was removed in an inner log brings a helper in beside the removal, who acts in an outer log, before or after
 * that hears of the removal.
 */
export function smuggle(writer: Writer, id: string): void {
  const scene = writer.shape === 'nested' ? teamScene(writer) : deviceScene(writer);
  if (scene === undefined) return;
  const { inner, outer, chief, traitor, sybil, inside, outside } = scene;
  const par = writer.heads(inner);
  const user = isUser(sybil) ? { [sybil]: [sybil], [traitor]: [traitor], [chief]: [chief] } : {};
  const inInner = (name: string, op: Pick<Op, 'k' | 'who' | 'lvl' | 'signers'>): Op => ({
    id: `${id}${name}`,
    log: inner,
    par,
    x: user,
    ...op,
  });
  const removal = inInner('x', { k: 'remove', who: traitor, signers: [inside(chief)] });
  const addition = inInner('s', { k: 'add', who: sybil, lvl: 30, signers: [inside(traitor), inside(sybil)] });
  const inOuter = (name: string, who: string, head: Op): Op => ({
    id: `${id}${name}`,
    log: outer,
    par: writer.some(outer),
    x: { ...user, [inner]: [head.id] },
    k: 'epoch',
    signers: [outside(who)],
  });
  writer.write(removal);
  writer.write(addition);
  const acts = (): Op[] => {
    const act = inOuter('e', sybil, addition);
    const guest = writer.pick(USERS);
    if (writer.isLucky(40)) return [act];
    return [{ ...act, k: 'add', who: guest, lvl: 10, signers: [...act.signers, device(guest, 2)] }];
  };
  const hears = (): Op[] => [inOuter('n', chief, removal)];
  for (const write of writer.isLucky(70) ? [acts, hears] : [hears, acts]) for (const op of write()) writer.write(op);
}

function teamScene(writer: Writer): Scene | undefined {
  const [inner, outer] = writer.teams;
  if (inner === undefined || outer === undefined) return undefined;
  const [chief] = writer.maybe(100, writer.members(inner, 40).filter(isUser));
  const [traitor] = writer.maybe(
    100,
    writer.members(inner, 30).filter((who) => isUser(who) && writer.principals.levelOf(inner, who) < 40),
  );
  const [sybil] = writer.maybe(
    100,
    USERS.filter((who) => writer.principals.levelOf(inner, who) < 0),
  );
  if (chief === undefined || traitor === undefined || sybil === undefined) return undefined;
  const outside = (who: string): OpSigner => ({ kid: `${who}.1`, by: [inner, who] });
  return { inner, outer, chief, traitor, sybil, inside: (who) => device(who, 1), outside };
}

function deviceScene(writer: Writer): Scene | undefined {
  const [outer] = writer.teams;
  const [inner] = outer === undefined ? [] : writer.maybe(100, writer.members(outer, 20).filter(isUser));
  if (outer === undefined || inner === undefined) return undefined;
  const [chief, traitor, sybil] = [1, 2, 7].map((n) => `${inner}.${n}`);
  if (chief === undefined || traitor === undefined || sybil === undefined) return undefined;
  return {
    inner,
    outer,
    chief,
    traitor,
    sybil,
    inside: (kid) => ({ kid, by: [] }),
    outside: (kid) => ({ kid, by: [inner] }),
  };
}
