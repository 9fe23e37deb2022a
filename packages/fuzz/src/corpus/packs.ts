import { createHash } from 'node:crypto';
import { concatBytes, decodeId } from '@allod/core/bytes';
import { encodeMessage, itemFromParts } from '@allod/transport/frames';
import { statementParts } from '@allod/core/statement';
import { certificate, orderKey } from '@allod/storage';
import { NOW } from './people.ts';
import type { Made, Person } from './people.ts';

/** The bytes of an id that was made here. */
function idBytes(id: string): Uint8Array {
  const decoded = decodeId(id);
  if (!decoded.ok) throw new TypeError(`"${id}" is no id`);
  return decoded.value;
}

/** A pack of the first statements of some people, written without the writer of `@allod/sync`. */
export async function createPack(people: readonly Person[], most: number): Promise<Uint8Array> {
  const parts = people.map(({ space, said }) => ({ space, said: said.slice(0, most) }));
  const sp = parts.map(({ space }) => idBytes(space));
  const messages = parts.map(({ said }, s) =>
    encodeMessage({
      m: 'items',
      s,
      q: 0,
      i: said.map(({ statement, body }) => itemFromParts(statementParts(statement), body)),
    }),
  );
  const head = encodeMessage({ m: 'pack', v: 1, sp, made: NOW });
  const before = concatBytes([new TextEncoder().encode('ALLODPK1'), head, ...messages]);
  const per = parts.map(({ space, said }) => {
    const keys = said.map(orderKeyOf);
    const ce = certificate(keys.toSorted((a, b) => Buffer.compare(a, b)));
    return [idBytes(space), said.length, ce, [idBytes(space)]] as const;
  });
  const n = parts.reduce((sum, { said }) => sum + said.length, 0);
  const sha = new Uint8Array(createHash('sha256').update(before).digest());
  return concatBytes([before, encodeMessage({ m: 'packend', n, per, sha })]);
}

function orderKeyOf({ id, statement }: Made): Uint8Array {
  return orderKey({ typ: statement.header.typ, claims: statement.claims, id });
}
