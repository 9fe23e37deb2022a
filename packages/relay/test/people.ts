/** A user with records, with real keys and signatures, and stores that hold them. */
import { createHash } from 'node:crypto';
import { createAdmission } from '@allod/collections';
import type { Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import type { JsonObject } from '@allod/core/bytes';
import { createSoftwareSigner, signStatements, statementIds, statementParts } from '@allod/core/statement';
import type { Signer, StatementParts } from '@allod/core/statement';
import type { Admitted } from '@allod/core/verify';
import { createUser } from '@allod/principals';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';

export const now = 1_790_000_000_000_000;

export interface Person {
  readonly id: string;
  readonly signer: Signer;
  /** The first op of its log. */
  readonly init: StatementParts;
}

export async function person(seed: number): Promise<Person> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  const sig = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } as const;
  const op = await createUser([{ signer, sig, level: 40 }], { salt: new Uint8Array(16).fill(seed), t: now });
  const [id] = await statementIds([op]);
  return { id: id!, signer, init: statementParts(op) };
}

/** Records of a person in one collection, from sequence `from` on, each with a body that says its number. */
export async function records(who: Person, count: number, from = 1, more: JsonObject = {}): Promise<Offered[]> {
  const bodies = Array.from({ length: count }, (_, i) => new TextEncoder().encode(`{"n":${from + i}}`));
  const drafts = bodies.map((body, i) => {
    const dig = createHash('sha256').update(body).digest('base64url');
    const place = { iss: who.id, col: 'v:notes', tag: `note-${from + i}`, seq: from + i, au: [who.id] };
    return { typ: 'allod-rec' as const, claims: { ...place, dig, len: body.length, t: now + i, ...more } };
  });
  const made = await signStatements(drafts, who.signer);
  return made.map((statement, i) => ({ parts: statementParts(statement), body: bodies[i]! }));
}

/** A store of its own generation in memory. */
export function memoryStore(generation: number): Promise<Store> {
  return createMemoryStore((length) => new Uint8Array(length).fill(generation));
}

/** Accepts everything that is offered and commits it, as a relay did in an earlier life. */
export async function fill(store: Store, who: Person, items: readonly Offered[]): Promise<readonly string[]> {
  const admission = createAdmission({ bodies: BODY_RULE, now: () => now, loadOps: async () => [] });
  const judged = await admission.judge([{ parts: who.init }, ...items]);
  const put: Admitted[] = judged.flatMap((each) => (each.verdict === 'admitted' ? [each.admitted] : []));
  const bodies = judged.flatMap((each, i) => {
    const dig = each.verdict === 'admitted' && each.admitted.statement.claims.dig;
    const body = i === 0 ? undefined : items[i - 1]!.body;
    return typeof dig === 'string' && body !== undefined ? [[dig, body] as const] : [];
  });
  const committed = await store.commit({ space: who.id, put, bodies });
  if (!committed.ok) throw new Error(committed.error.code);
  return committed.value.added;
}
