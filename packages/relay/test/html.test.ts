import { expect, test } from 'vitest';
import { markup } from '../src/html.ts';

test('escapes every value, and nothing twice', () => {
  const hostile = `</code><script>alert("1" + '2')</script>&amp;`;
  const cell = markup`<td>${hostile}`;
  expect(cell.html).toBe('<td>&lt;/code&gt;&lt;script&gt;alert(&quot;1&quot; + &#39;2&#39;)&lt;/script&gt;&amp;amp;');
  expect(markup`<tr>${[cell, cell]}${3}</tr>`.html).toBe(`<tr>${cell.html}${cell.html}3</tr>`);
});
