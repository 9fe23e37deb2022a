import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod conformance adapter`: answers the conformance runner for the reference implementation. */
export const conformanceAdapter: Verb = defineVerb({
  path: 'conformance adapter',
  summary: 'answer the conformance runner, one line of JSON for each question',
  examples: [
    {
      does: 'Say what this implementation can do',
      line: `echo '{"id":1,"cmd":"hello","in":{}}' | allod conformance adapter`,
    },
    {
      does: 'One question',
      line: `echo '{"id":2,"cmd":"base64url.decode","in":{"text":"AQID"}}' | allod conformance adapter`,
    },
  ],
  run: async ({ stdin, stdout, interruption }) => {
    const { runConformanceTestee } = await import('../testee.ts');
    interruption.signal.addEventListener('abort', () => stdin.destroy());
    await runConformanceTestee(stdin, stdout);
  },
});
