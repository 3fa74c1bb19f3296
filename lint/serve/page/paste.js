// Rich text that is pasted, as Markdown: its headings, lists and lines. The document is
// never shown and runs nothing; only its text is taken.

const blocks = new Set('P DIV SECTION ARTICLE HEADER FOOTER MAIN ASIDE UL OL LI TABLE TR BLOCKQUOTE PRE H1 H2 H3 H4 H5 H6 DL DT DD HR FIGURE FIELDSET'.split(' '));
const skipped = new Set('STYLE SCRIPT TITLE TEMPLATE NOSCRIPT SVG XML TEXTAREA SELECT BUTTON'.split(' '));
const maxDepth = 200; // deeper markup is none that people make
const longestHeading = 80; // characters, of a line that is one for being bold

// isRich reports whether HTML says more of a text than its lines do.
export const isRich = (html) => /<(h[1-6]|li|b|strong)[\s>]|mso-list|Mso(Title|Heading|List)|font-weight:\s*(bold|[6-9]00)/i.test(html);

// harmless renames the elements and attributes that the policy of the page forbids: the browser
// would ignore them, and complain.
const harmless = (html) => html.replace(/<[^<>]*>/g, (tag) => tag.replace(/^(<\/?)style/i, '$1template').replace(/([\s"'])(style|on\w+)\s*=/gi, '$1 data-$2='));

export function markdownOf(html) {
  const lines = [];
  let line = '', sign = '', allBold = true, bold = 0;
  const endLine = () => {
    const text = line.replace(/\s+/g, ' ').trim();
    line = '';
    if (text === '') return;
    if (sign === '' && allBold && text.length < longestHeading && !/[.:;,]$/.test(text)) sign = lines.length === 0 ? '# ' : '## ';
    const item = /^ *(-|\d+\.) $/, last = lines.at(-1);
    if (last !== undefined && !(item.test(sign) && item.test(last.sign))) lines.push({ sign: '', text: '' });
    lines.push({ sign, text });
    sign = '';
    allBold = true;
  };
  const signOf = (node, style, lists) => {
    const level = /^H([1-6])$/.exec(node.tagName)?.[1];
    if (level) return `${'#'.repeat(level)} `;
    const item = /mso-list:\s*l\d+\s+level(\d)/i.exec(style)?.[1];
    if (item) return `${'  '.repeat(item - 1)}- `;
    if (/^MsoList/i.test(node.className)) return '- ';
    if (/^MsoTitle/i.test(node.className)) return '# ';
    if (/^MsoHeading/i.test(node.className)) return '## ';
    if (node.tagName !== 'LI') return null;
    const list = lists.at(-1);
    return `${'  '.repeat(Math.max(lists.length - 1, 0))}${list?.ordered ? `${++list.items}.` : '-'} `;
  };
  const walk = (node, depth, lists) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (bold === 0 && node.data.trim() !== '') allBold = false;
      line += node.data;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || skipped.has(node.tagName.toUpperCase()) || depth > maxDepth) return;
    const style = node.dataset.style ?? '';
    if (/mso-list:\s*ignore|display:\s*none/i.test(style)) return; // the bullet that Word draws
    const block = blocks.has(node.tagName);
    if (block || node.tagName === 'BR') endLine();
    if (block) sign = signOf(node, style, lists) ?? sign; // a paragraph in an item has the item's
    const inner = node.tagName === 'UL' || node.tagName === 'OL' ? [...lists, { ordered: node.tagName === 'OL', items: 0 }] : lists;
    const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1] ?? '';
    const strong = /^(bold|[6-9]00)$/.test(weight) || /^(B|STRONG)$/.test(node.tagName) && !/^(normal|400)$/.test(weight);
    if (strong) bold++;
    for (const child of node.childNodes) walk(child, depth + 1, inner);
    if (strong) bold--;
    if (/^T[DH]$/.test(node.tagName)) line += ' ';
    if (block) {
      endLine();
      sign = '';
    }
  };
  walk(new DOMParser().parseFromString(harmless(html), 'text/html').body, 0, []);
  endLine();
  return lines.length === 0 ? '' : `${lines.map(({ sign, text }) => sign + text).join('\n')}\n`;
}
