import { inflateRawSync } from 'node:zlib';
import { decodeBase64url, decodeId, parseStrictJson } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import { decodeStatement, statementFromParts, statementParts } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { importPack, readPack } from '@allod/sync';
import { decodeFrame, decodeSequence } from '@allod/transport/frames';
import { describe, expect, it } from 'vitest';
import { readTree, TreeMap, writeTree } from '../src/cbor-tree.ts';
import type { Oracle } from '../src/fault.ts';
import { runTarget } from '../src/run-target.ts';
import type { Target } from '../src/target.ts';
import { base64urlTarget } from '../src/targets/base64url.ts';
import { frameTarget } from '../src/targets/frame.ts';
import { TARGETS } from '../src/targets/index.ts';
import { jsonTarget } from '../src/targets/json.ts';
import { packTarget } from '../src/targets/pack.ts';
import { sequenceTarget } from '../src/targets/sequence.ts';
import { partsTarget, statementTarget } from '../src/targets/statement.ts';
import { material } from './material.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The oracle that a target fails by. */
async function oracleOf(target: Target): Promise<Oracle | undefined> {
  // A part of the corpus, with what was made and the bombs at its end, and mutants of it are enough to show each fault.
  const corpus = [...target.corpus.slice(0, 300), ...target.corpus.slice(-100)];
  const { failure } = await runTarget({ ...target, corpus }, { seed: 1, runs: 3_000, attempts: 10 });
  return failure?.oracle;
}

describe('the decoders as they are', () => {
  it.each([...TARGETS])('%s fails by no oracle, and is seen to accept and to refuse', async (name, make) => {
    const target = await make(material);
    const { failure, verdicts } = await runTarget(target, { seed: 2, runs: name === 'pack' ? 150 : 3_000 });
    expect(failure).toBeUndefined();
    expect(Object.keys(verdicts).length).toBeGreaterThan(1);
    expect(verdicts['accepted']).toBeGreaterThan(10);
  });
});

type Json = typeof parseStrictJson;

describe('a fault of strict JSON is caught', () => {
  const lenient: Json = (bytes) => {
    try {
      return accept(JSON.parse(text(bytes)));
    } catch {
      return refuse('E_JSON', 'CNV-009');
    }
  };
  const withAccepted =
    (change: (value: unknown) => unknown): Json =>
    (bytes) => {
      const result = parseStrictJson(bytes);
      return result.ok ? accept(change(result.value) as never) : result;
    };
  it.each<[string, Json, Oracle]>([
    ['what JSON.parse takes and the chapter does not', lenient, 'verdict'],
    [
      'a good text refused',
      (bytes) => (bytes.length === 9 ? refuse('E_JSON', 'CNV-009') : parseStrictJson(bytes)),
      'verdict',
    ],
    [
      'a value that is not what was sent',
      withAccepted((value) => (Array.isArray(value) ? [...value, 1] : value)),
      'value',
    ],
    ['another code', () => refuse('E_SIG', 'STM-012') as never, 'verdict'],
    [
      'a code that is not its own',
      (bytes) => (parseStrictJson(bytes).ok ? parseStrictJson(bytes) : (refuse('E_SIG', 'STM-012') as never)),
      'code',
    ],
    [
      'a code that is not registered',
      (bytes) => {
        const result = parseStrictJson(bytes);
        return result.ok ? result : { ok: false, error: { ...result.error, code: 'E_NONE' as never } };
      },
      'code',
    ],
    ['an exception', (bytes) => (bytes[0] === 0xff ? JSON.parse('!') : parseStrictJson(bytes)), 'throws'],
    [
      'a name left in a prototype',
      (bytes) => {
        const result = parseStrictJson(bytes);
        if (result.ok && Array.isArray(result.value)) Object.assign(Object.prototype, { polluted: true });
        return result;
      },
      'pollution',
    ],
    [
      'memory that the input does not pay for',
      (bytes) => {
        const held = new Uint8Array(bytes.length === 3 ? 200_000_000 : 0);
        return held.length < 0 ? refuse('E_JSON', 'CNV-007') : parseStrictJson(bytes);
      },
      'memory',
    ],
  ])('%s', async (_, decode, oracle) => {
    expect(await oracleOf(jsonTarget(material, decode))).toBe(oracle);
    expect('polluted' in {}).toBe(false);
  });

  it('and the input is made as small as it can be', async () => {
    const decode: Json = (bytes) => (bytes.includes(0x7b) ? JSON.parse('!') : parseStrictJson(bytes));
    const { failure } = await runTarget(jsonTarget(material, decode), { seed: 1, runs: 1_000 });
    expect(failure?.input).toBe(Buffer.from('{').toString('base64'));
  });

  it('and so is a run that sees one verdict alone', async () => {
    const deaf: Target = { ...jsonTarget(material), judge: () => 'E_JSON' };
    expect(await oracleOf(deaf)).toBe('blind');
  });
});

describe('a fault of base64url is caught', () => {
  const lenient = (given: string): ReturnType<typeof decodeBase64url> =>
    accept(new Uint8Array(Buffer.from(given, 'base64url')));
  it.each<[string, Parameters<typeof base64urlTarget>[1], Oracle]>([
    ['foreign characters and padding taken', { decode: lenient, decodeIdText: decodeId }, 'verdict'],
    ['an id of another length taken', { decode: decodeBase64url, decodeIdText: decodeBase64url }, 'verdict'],
    [
      'other bytes',
      {
        decode: (given) => {
          const result = decodeBase64url(given);
          return result.ok ? accept(result.value.map((byte) => byte & 0x7f)) : result;
        },
        decodeIdText: decodeId,
      },
      'value',
    ],
  ])('%s', async (_, decoders, oracle) => {
    expect(await oracleOf(base64urlTarget(material, decoders))).toBe(oracle);
  });
});

describe('a fault of statements is caught', () => {
  type Decode = typeof decodeStatement;
  const changed =
    (change: (statement: Statement) => Partial<Statement>): Decode =>
    (json, place) => {
      const result = decodeStatement(json, place);
      return result.ok ? accept({ ...result.value, ...change(result.value) }) : result;
    };
  it.each<[string, Decode, Oracle]>([
    ['a signing input that is not what was received', changed(({ st }) => ({ st: `${st}A` })), 'inverse'],
    ['claims that are not what was received', changed(({ claims }) => ({ claims: { ...claims, t: 1 } })), 'value'],
    ['claims beyond the limit', changed(() => ({ claimsBytes: new Uint8Array(65_537) })), 'limit'],
    ['a signature dropped', changed(({ signatures }) => ({ signatures: signatures.slice(0, 1) })), 'verdict'],
    [
      'a type where another should be',
      (json, { rules } = {}) => decodeStatement(json, rules === undefined ? {} : { rules }),
      'verdict',
    ],
    [
      'a code of another phase',
      (json, place) => {
        const result = decodeStatement(json, place);
        return result.ok ? result : { ok: false, error: { ...result.error, phase: 'signature' } };
      },
      'code',
    ],
  ])('%s', async (_, decode, oracle) => {
    expect(await oracleOf(statementTarget(material, { decode, fromParts: statementFromParts }))).toBe(oracle);
  });

  it.each<[string, typeof statementFromParts, Oracle]>([
    ['the rules of the place forgotten', (parts) => statementFromParts(parts), 'agreement'],
    [
      'another code than for the JSON form',
      (parts, place) => {
        const result = statementFromParts(parts, place);
        return result.ok || result.error.code !== 'E_SIZE' ? result : refuse('E_FORMAT', 'STM-001');
      },
      'agreement',
    ],
    [
      'parts that are not what was read',
      (parts, place) => {
        const result = statementFromParts(parts, place);
        if (!result.ok) return result;
        const [first, ...further] = result.value.signatures;
        return accept({ ...result.value, signatures: [{ ...first!, signature: new Uint8Array(64) }, ...further] });
      },
      'inverse',
    ],
  ])('%s', async (_, fromParts, oracle) => {
    expect(await oracleOf(partsTarget(material, { decode: decodeStatement, fromParts }))).toBe(oracle);
  });

  it('parts that the JSON form accepts and they do not', async () => {
    const fromParts: typeof statementFromParts = (parts, place) =>
      parts.further === undefined ? statementFromParts(parts, place) : refuse('E_FORMAT', 'STM-001');
    expect(await oracleOf(statementTarget(material, { decode: decodeStatement, fromParts }))).toBe('agreement');
    expect(statementParts(material.people[1]!.said[0]!.statement).further).toHaveLength(1);
  });
});

type Frame = typeof decodeFrame;

/** The map that a frame is, if it is one. */
function mapIn(bytes: Uint8Array): TreeMap | undefined {
  try {
    const { tree, end } = readTree(bytes);
    return tree instanceof TreeMap && end === bytes.length ? tree : undefined;
  } catch {
    return undefined;
  }
}

const keysSorted = ({ pairs }: TreeMap): TreeMap =>
  new TreeMap(pairs.toSorted(([a], [b]) => Buffer.compare(writeTree(a), writeTree(b))));

/** Inflates whatever is there, however much that is. */
function inflatedFreely({ pairs }: TreeMap): TreeMap {
  return new TreeMap(
    pairs.flatMap(([name, value]) => {
      if (name === 'zn') return [];
      return name === 'z' && value instanceof Uint8Array
        ? [['i', readTree(inflateRawSync(value)).tree] as const]
        : [[name, value] as const];
    }),
  );
}

/** Takes what the change makes a frame of, where `isMeant` says so. */
const afterMending =
  (change: (map: TreeMap) => TreeMap, isMeant: (map: TreeMap, bytes: Uint8Array) => boolean): Frame =>
  (bytes) => {
    const result = decodeFrame(bytes);
    const map = result.ok ? undefined : mapIn(bytes);
    if (map === undefined || !isMeant(map, bytes)) return result;
    try {
      return decodeFrame(writeTree(keysSorted(change(map))));
    } catch {
      return result;
    }
  };

describe('a fault of frames is caught', () => {
  const changed =
    (change: (messages: object[]) => object[]): Frame =>
    (bytes) => {
      const result = decodeFrame(bytes);
      return result.ok ? accept(change(result.value) as never) : result;
    };
  it.each<[string, Frame, Oracle]>([
    [
      'names in any order taken',
      afterMending(
        (map) => map,
        (map, bytes) => writeTree(map).length === bytes.length,
      ),
      'inverse',
    ],
    ['more inflated than the limit', afterMending(inflatedFreely, (map) => Number(map.get('zn')) > 4_194_304), 'limit'],
    ['more messages than the limit', changed((all) => Array.from({ length: 1_025 }, () => all[0]!)), 'limit'],
    ['a message dropped', changed((all) => all.slice(0, 1)), 'value'],
    ['a member changed', changed((all) => all.map((each) => ('n' in each ? { ...each, n: 3 } : each))), 'value'],
    ['an exception', (bytes) => (bytes.length === 0 ? JSON.parse('') : decodeFrame(bytes)), 'throws'],
    [
      'a code of packs',
      (bytes) => (decodeFrame(bytes).ok ? decodeFrame(bytes) : (refuse('E_PACK', 'STO-022') as never)),
      'code',
    ],
  ])('%s', async (_, decode, oracle) => {
    expect(await oracleOf(frameTarget(material, decode))).toBe(oracle);
  });
});

describe('a fault of messages in a sequence is caught', () => {
  type Sequence = typeof decodeSequence;
  it.each<[string, Sequence, Oracle]>([
    [
      'a beginning taken for a fault',
      (bytes) => {
        const step = decodeSequence(bytes);
        return step.kind === 'more' && bytes.length > 1
          ? { kind: 'fault', error: refuse('E_FRAME', 'SYN-004').error }
          : step;
      },
      'prefix',
    ],
    [
      'more asked for than there is',
      (bytes) => {
        const step = decodeSequence(bytes);
        return step.kind === 'more' ? { ...step, atLeast: step.atLeast + 100_000 } : step;
      },
      'prefix',
    ],
    [
      'nothing more asked for',
      (bytes) => {
        const step = decodeSequence(bytes);
        return step.kind === 'more' ? { ...step, atLeast: bytes.length } : step;
      },
      'prefix',
    ],
    [
      'another length',
      (bytes) => {
        const step = decodeSequence(bytes);
        return step.kind === 'message' ? { ...step, length: step.length - 1 } : step;
      },
      'value',
    ],
  ])('%s', async (_, decode, oracle) => {
    expect(await oracleOf(sequenceTarget(material, decode))).toBe(oracle);
  });
});

describe('a fault of packs is caught', () => {
  type Read = typeof readPack;
  type Load = typeof importPack;
  const oracleOfPacks = async (decoders: { read?: Read; load?: Load }): Promise<Oracle | undefined> => {
    const { failure } = await runTarget(await packTarget(material, decoders), { seed: 1, runs: 150, attempts: 10 });
    return failure?.oracle;
  };
  it.each<[string, Read, Oracle]>([
    [
      'a truncated pack taken for whole',
      async function* (chunks) {
        for await (const step of readPack(chunks))
          yield step.kind === 'fault' && step.code === 'E_PACK_TRUNCATED' ? { kind: 'end', per: [] } : step;
      },
      'prefix',
    ],
    [
      'another code',
      async function* (chunks) {
        for await (const step of readPack(chunks))
          yield step.kind === 'fault' ? { kind: 'fault', code: 'E_FRAME' as never } : step;
      },
      'code',
    ],
    [
      'no end',
      async function* (chunks) {
        for await (const step of readPack(chunks)) if (step.kind !== 'end') yield step;
      },
      'verdict',
    ],
    [
      'a reading that depends on how the bytes come',
      async function* (chunks) {
        let count = 0;
        const counted = async function* (): AsyncGenerator<Uint8Array> {
          for await (const chunk of chunks) if (count++ < 1) yield chunk;
        };
        yield* readPack(counted());
      },
      'agreement',
    ],
  ])('%s', async (_, read, oracle) => {
    expect(await oracleOfPacks({ read })).toBe(oracle);
  });

  it.each<[string, Load, Oracle]>([
    [
      'something accepted that no pack held',
      async (chunks, into) => {
        const report = await importPack(chunks, into);
        if (report.fault === undefined) await offerUnseen(into);
        return report;
      },
      'forged',
    ],
    [
      'counts that are not what is held',
      async (chunks, into) => {
        const report = await importPack(chunks, into);
        return { ...report, per: report.per.map((each) => ({ ...each, n: each.n + 1 })) };
      },
      'value',
    ],
    [
      'a certificate of something else',
      async (chunks, into) => {
        const report = await importPack(chunks, into);
        return { ...report, per: report.per.map((each) => ({ ...each, certificate: new Uint8Array(32) })) };
      },
      'inverse',
    ],
    [
      'another end than the reader sees',
      async (chunks, into) => {
        const { fault, ...report } = await importPack(chunks, into);
        return fault === undefined ? report : { ...report, fault: { code: 'E_STORE_FULL' } };
      },
      'agreement',
    ],
  ])('%s', async (_, load, oracle) => {
    expect(await oracleOfPacks({ load })).toBe(oracle);
  });

  /** Records that are in no pack of the corpus, with the log they go by. */
  async function offerUnseen({ intake }: Parameters<Load>[1]): Promise<void> {
    const said = material.people[2]!.said.map(({ statement, body }) => ({
      parts: statementParts(statement),
      ...(body === undefined ? {} : { body }),
    }));
    await intake.offer(said);
  }
});
