import { describe, expect, it } from 'vitest';
import { assertErrorRegistry, errorCodesModule, errorPage } from '../../src/generate/errors.mjs';
import type { ErrorRegistry, ErrorRow } from '../../src/generate/errors.mjs';

const row: ErrorRow = {
  code: 'E_SIG',
  phase: 'signature',
  meaning: "It's wrong | bad.",
  requirement: 'STM-016',
  scope: 'wire',
};
const registry: ErrorRegistry = {
  phases: ['size', 'signature'],
  errors: [row, { ...row, code: 'E_SIZE', phase: 'size', requirement: 'STM-003', meaning: 'Too long.' }],
};

describe('assertErrorRegistry', () => {
  it('accepts a sound registry', () => {
    expect(() => assertErrorRegistry(registry)).not.toThrow();
    const program: ErrorRow = { ...row, code: 'E_USAGE', scope: 'program', requirement: '' };
    expect(() => assertErrorRegistry({ ...registry, errors: [row, program] })).not.toThrow();
  });

  it.each<[string, Partial<ErrorRow>, RegExp]>([
    ['a code in another form', { code: 'SIG' }, /not the form of a code/],
    ['a code listed twice', { code: 'E_SIG' }, /twice/],
    ['an unknown phase', { code: 'E_A', phase: 'later' }, /"later"/],
    ['a requirement in another form', { code: 'E_A', requirement: 'STM-16' }, /names no requirement/],
    ['a requirement of a code of programs', { code: 'E_A', scope: 'program' }, /names no requirement/],
    ['an unknown scope', { code: 'E_A', scope: 'x' as 'wire' }, /no scope/],
    ['an empty meaning', { code: 'E_A', meaning: '' }, /no meaning/],
  ])('refuses %s', (_, change, words) => {
    expect(() => assertErrorRegistry({ ...registry, errors: [row, { ...row, ...change }] })).toThrow(words);
  });
});

describe('errorCodesModule', () => {
  it('has a row per code in each table', () => {
    const module = errorCodesModule(registry);
    expect(module).toContain("export const PHASES = ['size', 'signature'] as const;");
    expect(module.match(/ {2}E_SIG: '(signature|STM-016|wire)',/g)).toHaveLength(3);
  });
});

describe('errorPage', () => {
  it('orders the codes by phase and keeps a bar inside its cell', () => {
    const page = errorPage(registry);
    expect(page.indexOf('E_SIZE')).toBeLessThan(page.indexOf('E_SIG`'));
    expect(page).toContain("| It's wrong \\| bad. |");
  });
});
