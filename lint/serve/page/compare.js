// Two texts side by side, line by line.

const maxCells = 4_000_000; // of the table that the longest common part is found in

// differences returns rows of [old, now], with null where a side has no such line.
export function differences(before, after) {
  const a = before.split('\n'), b = after.split('\n');
  let start = 0, end = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const x = a.slice(start, a.length - end), y = b.slice(start, b.length - end), rows = a.slice(0, start).map((l) => [l, l]);
  const wide = y.length + 1, longest = new Uint32Array(x.length * y.length > maxCells ? 0 : (x.length + 1) * wide);
  if (longest.length > 0) {
    for (let i = x.length - 1; i >= 0; i--) {
      for (let k = y.length - 1; k >= 0; k--) {
        longest[i * wide + k] = x[i] === y[k] ? longest[(i + 1) * wide + k + 1] + 1 : Math.max(longest[(i + 1) * wide + k], longest[i * wide + k + 1]);
      }
    }
  }
  let i = 0, k = 0, gone = [], come = [];
  const flush = () => {
    for (let n = 0; n < Math.max(gone.length, come.length); n++) rows.push([gone[n] ?? null, come[n] ?? null]);
    gone = [];
    come = [];
  };
  while (i < x.length || k < y.length) {
    if (i < x.length && k < y.length && x[i] === y[k]) {
      flush();
      rows.push([x[i++], y[k++]]);
    } else if (k === y.length || i < x.length && longest[(i + 1) * wide + k] >= longest[i * wide + k + 1]) {
      gone.push(x[i++]);
    } else {
      come.push(y[k++]);
    }
  }
  flush();
  return [...rows, ...a.slice(a.length - end).map((l) => [l, l])];
}

export function showDifferences(body, before, after) {
  body.replaceChildren(...differences(before, after).map(([old, now]) => {
    const row = document.createElement('tr');
    for (const [text, kind] of [[old, 'del'], [now, 'ins']]) {
      const cell = row.insertCell();
      if (text === null) continue;
      const inner = old === now ? cell : cell.appendChild(document.createElement(kind));
      inner.textContent = text;
    }
    return row;
  }));
}
