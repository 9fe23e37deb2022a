import { describe, expect, it } from 'vitest';
import { parseOptions } from '../src/options.ts';

describe('parseOptions', () => {
  it('stays up on any free port unless told otherwise', () => {
    expect(parseOptions([])).toEqual({ once: false, port: 0 });
  });

  it.each([
    [['--once'], { once: true, port: 0 }],
    [['--port', '1'], { once: false, port: 1 }],
    [['--port=65535', '--once'], { once: true, port: 65_535 }],
  ])('understands %j', (args, options) => {
    expect(parseOptions(args)).toEqual(options);
  });

  it.each([
    [['--port', '0']],
    [['--port', '65536']],
    [['--port', '80a']],
    [['--port', '-1']],
    [['--port']],
    [['--twice']],
    [['once']],
  ])('refuses %j with words for the person', (args) => {
    expect(() => parseOptions(args)).toThrow(TypeError);
  });
});
