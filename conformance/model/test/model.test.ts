import { describe, expect, test } from 'vitest';
import { createModel, decodeBase64url } from '../src/index.ts';
import { limit, phaseOf } from '../src/registries.ts';

const trailing = { text: 'AB' };

describe('the model as a testee', () => {
  test('answers unsupported to a command it does not know, whatever its name', () => {
    expect(createModel().handle('toString', {})).toEqual({ unsupported: { what: 'toString' } });
    expect(createModel().handle('record.forget', {})).toEqual({ unsupported: { what: 'record.forget' } });
  });

  test('names the code, its phase and the requirement of a refusal', () => {
    expect(createModel().handle('base64url.decode', trailing)).toEqual({
      error: { code: 'E_FORMAT', phase: 'format', detail: 'CNV-004' },
    });
  });

  test('throws at arguments that no request can have', () => {
    expect(() => createModel().handle('json.check', { bytes: 7 })).toThrow(TypeError);
  });

  test('reads phases and limits from the registries, and throws at names that are not there', () => {
    expect(phaseOf('E_SIG')).toBe('signature');
    expect(limit('jsonDepth')).toBe(32);
    expect(() => phaseOf('E_NOTHING')).toThrow(RangeError);
    expect(() => limit('nothing')).toThrow(RangeError);
  });
});

describe('hooks', () => {
  test('a skipped requirement is not checked, and the others are', () => {
    const variant = createModel({ skip: new Set(['CNV-004']) });
    expect(variant.handle('base64url.decode', trailing)).toEqual({ ok: { bytes: { $b64u: 'AA' } } });
    expect(variant.handle('base64url.decode', { text: 'A' })).toMatchObject({ error: { detail: 'CNV-003' } });
  });

  test('a skipped code switches all its checks off', () => {
    const variant = createModel({ skip: new Set(['E_FORMAT']) });
    expect(variant.handle('base64url.decode', { text: 'A=' })).toHaveProperty('ok');
  });

  test('a replaced function is used by every function that needs it, and may call the original', () => {
    const override = {
      decodeBase64url: (model: Parameters<typeof decodeBase64url>[0], text: string) =>
        decodeBase64url(model, text.replace(/=+$/, '')),
    };
    const variant = createModel({ override });
    const id = 'A'.repeat(43);
    expect(createModel().handle('id.parse', { text: `${id}=` })).toHaveProperty('error');
    expect(variant.handle('id.parse', { text: `${id}=` })).toHaveProperty('ok');
  });

  test('one variant does not change another', () => {
    createModel({ skip: new Set(['CNV-004']) });
    expect(createModel().handle('base64url.decode', trailing)).toHaveProperty('error');
  });
});
