// Buttons that copy a text.

export async function copy(button, text) {
  const name = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'The browser does not allow it';
  }
  setTimeout(() => { button.textContent = name; }, 2500);
}

export function addCopyButtons(place) {
  for (const text of place.querySelectorAll('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy-button';
    button.textContent = 'Copy';
    button.addEventListener('click', () => copy(button, text.textContent));
    text.after(button);
  }
}
