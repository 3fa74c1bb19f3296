// Files dropped anywhere on the page.

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
  place.addEventListener('drop', (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    end();
    const [file] = event.dataTransfer.files;
    if (file) open(file);
  });
}
