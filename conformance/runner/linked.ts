import { createModel } from '@allod/conformance-model';
import { difference } from './difference.ts';
import { textMember } from './json.ts';
import type { Json, JsonObject } from './json.ts';

const model = createModel();

/** What mail and chat put around a link, and a reader takes off. */
const AROUND = /^[ \t\r\n<>]|[ \t\r\n<>]$/;

/**
 * Compares two links by what the model reads out of them: a writer may spell the JSON in a link as it likes.
 *
 * @returns `undefined` when both say the same, else where they differ first
 */
export function linkDifference(expected: JsonObject, got: JsonObject): string | undefined {
  const [wanted, given] = [expected, got].map((each) => textMember(each, 'text'));
  if (AROUND.test(given ?? '')) return '/text: something stands around the link';
  const read = readLink(given ?? '');
  if (typeof read === 'string') return `/text: no reader takes the link: ${read}`;
  return difference(readLink(wanted ?? ''), read, { path: '/text (link)', mode: { arrays: 'ordered', extra: false } });
}

/** What a link says; as a text, why it says nothing. */
function readLink(text: string): Json {
  const outcome = model.handle('link.read', { text });
  if ('ok' in outcome) return outcome.ok as JsonObject;
  return 'error' in outcome ? `${outcome.error.code} (${outcome.error.detail ?? outcome.error.phase})` : 'unsupported';
}
