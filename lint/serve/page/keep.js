// The text over a reload: kept only where the user asked for it, in the browser's own
// storage, and gone when it is no longer wanted.

const key = 'jdlint-posting';

export function kept() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // the browser forbids it, or somebody else wrote there
  }
}

export function keep(what) {
  try {
    localStorage.setItem(key, JSON.stringify(what));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try { localStorage.removeItem(key); } catch { /* there is none */ }
}
