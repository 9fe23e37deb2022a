import { ERROR_CODES, PHASE_BY_CODE, PHASES, refuse } from '@allod/core/errors';
import registry from '@allod/spec/registries/errors.json' with { type: 'json' };
import { expect, test } from 'vitest';

test('knows exactly the codes and phases of the registry', () => {
  expect([...PHASES]).toEqual(registry.phases);
  expect([...ERROR_CODES].toSorted()).toEqual(registry.errors.map(({ code }) => code).toSorted());
  for (const { code, phase } of registry.errors) expect(PHASE_BY_CODE[code as keyof typeof PHASE_BY_CODE]).toBe(phase);
});

test('a refusal carries code, phase, requirement and what is known beyond them', () => {
  expect(refuse('E_SIZE', 'STM-002', { what: 'header', size: 513, limit: 512 })).toEqual({
    ok: false,
    error: {
      code: 'E_SIZE',
      phase: 'size',
      requirement: 'STM-002',
      details: { what: 'header', size: 513, limit: 512 },
    },
  });
});
