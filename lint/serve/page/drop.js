// Files and folders dropped anywhere on the page.

const maxFiles = 2000;

export function onDrop(place, open) {
  const holdsFile = (event) => event.dataTransfer?.types.includes('Files');
  let depth = 0; // enter and leave come for each element on the way
  const end = () => { depth = 0; place.classList.remove('dragging'); };
  place.addEventListener('dragenter', (event) => {
    if (!holdsFile(event)) return;
    depth++;
    place.classList.add('dragging');
  });
  place.addEventListener('dragleave', () => { if (--depth <= 0) end(); });
  place.addEventListener('dragover', (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  place.addEventListener('drop', async (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    end();
    // Entries have to be taken before the first wait: the list is gone then.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files];
    const files = entries.some((entry) => entry.isDirectory) ? await filesIn(entries) : plain;
    if (files.length > 0) open(files);
  });
}

// filesIn returns the files of folders, and of those below them.
async function filesIn(entries) {
  const files = [], waiting = [...entries];
  while (waiting.length > 0 && files.length < maxFiles) {
    const entry = waiting.shift();
    if (entry.name.startsWith('.')) continue;
    if (entry.isFile) {
      files.push(await new Promise((done, failed) => { entry.file(done, failed); }));
      continue;
    }
    const reader = entry.createReader();
    for (;;) { // it gives some at a time
      const some = await new Promise((done, failed) => { reader.readEntries(done, failed); });
      if (some.length === 0) break;
      waiting.push(...some);
    }
  }
  return files;
}
