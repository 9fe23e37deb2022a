import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conformance, root } from '../runner/support.ts';

/**
 * Longest adapter, in lines, for codec and crypto, and for all profiles: it delegates, and there is no room for more. A session
 * needs a link without a wire, a clock that a case moves, and the form in which TP/1 shows what was sent; logs need a place in which
 * ops wait for others, and their states in the form of TP/1.
 */
const [MOST_FOR_CRYPTO, MOST_FOR_ALL, MOST_FOR_TEMPLATE] = [60, 731, 250];

const reference = join(root, 'packages', 'cli', 'src');

/** Every line, comments and imports too. */
function linesIn(...path: readonly string[]): number {
  return readFileSync(join(...path), 'utf8')
    .trimEnd()
    .split('\n').length;
}

describe('an adapter stays thin:', () => {
  test('the reference adapter for codec and crypto', () => {
    expect(linesIn(reference, 'conformance-adapter.ts')).toBeLessThanOrEqual(MOST_FOR_CRYPTO);
  });

  test('the reference adapter with all its parts', () => {
    const parts = readdirSync(reference).filter((name) => name.startsWith('conformance-'));
    expect(parts).toContain('conformance-authority.ts');
    const total = parts.reduce((sum, name) => sum + linesIn(reference, name), 0);
    expect(total).toBeLessThanOrEqual(MOST_FOR_ALL);
  });

  test('the template to start from', () => {
    const template = linesIn(conformance, 'adapters', 'node-template', 'adapter.mjs');
    expect(template).toBeLessThanOrEqual(MOST_FOR_TEMPLATE);
  });
});
