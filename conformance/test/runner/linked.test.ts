import { describe, expect, test } from 'vitest';
import { linkDifference } from '../../runner/linked.ts';

const id = 'a'.repeat(42) + 'A';
const said = { log: id, relays: ['wss://relay.example'], name: 'Home' };

function linkOf(json: string, url = 'allod:'): { text: string } {
  return { text: `${url}#allod1.knock.${Buffer.from(json).toString('base64url')}` };
}

const link = linkOf(JSON.stringify(said));

describe('links are compared by what they say', () => {
  test('whatever the spelling of the JSON', () => {
    expect(linkDifference(link, link)).toBeUndefined();
    expect(linkDifference(link, linkOf(JSON.stringify(said, undefined, 2)))).toBeUndefined();
    expect(
      linkDifference(link, linkOf(`{"name":"H\\u006fme","relays":${JSON.stringify(said.relays)},"log":"${id}"}`)),
    ).toBeUndefined();
  });

  test('and another member, kind or URL is told', () => {
    expect(linkDifference(link, linkOf(JSON.stringify({ ...said, name: 'Hove' })))).toContain('/text (link)/data/name');
    expect(linkDifference(link, linkOf(JSON.stringify({ log: id, relays: said.relays })))).toContain(
      '/text (link)/data/name',
    );
    expect(linkDifference(link, linkOf(JSON.stringify(said), 'https://app.example/'))).toContain('/text (link)/url');
  });

  test('and what no reader takes is none', () => {
    expect(linkDifference(link, { text: `${link.text}=` })).toContain('E_FORMAT (PRN-086)');
    expect(linkDifference(link, { text: '' })).toContain('E_FORMAT (PRN-083)');
    expect(linkDifference(link, {})).toContain('no reader takes the link');
  });

  test.each([' ', '\t', '\r', '\n', '<', '>'])('and %j stands neither before nor behind', (character) => {
    const told = '/text: something stands around the link';
    expect(linkDifference(link, { text: `${character}${link.text}` })).toBe(told);
    expect(linkDifference(link, { text: `${link.text}${character}` })).toBe(told);
  });
});
