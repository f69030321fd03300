// What the components cannot do themselves: files that are dropped or chosen, the way back, the focus. No file leaves this page.
import { begin, beginAgain, closeCurrent, drop, keep, prepare } from './session.js';

export { beginAgain, call, drop, make, restart } from './session.js';

let app = null;
let nextFile = 1;
let turn = 0;
let hasText = () => false;
let ignoredSteps = 0;

// Reads files and opens them. Of several that are dropped in a row the last counts.
async function give(gather) {
  const own = ++turn;
  if (!mayLeave()) return;
  try {
    const taken = await read(await gather());
    if (own !== turn || taken.files.length === 0) return;
    await app.invokeMethodAsync('TakeFiles', begin(taken.bytes), taken.files);
  } catch (error) {
    if (own === turn) await app.invokeMethodAsync('ShowFailure', `The files cannot be read: ${error.message}`);
  }
}

async function read(list) {
  const bytes = new Map();
  const files = [];
  for (const { file, name } of list) {
    const id = nextFile++;
    bytes.set(id, new Uint8Array(await file.arrayBuffer()));
    files.push({ id, name, size: bytes.get(id).length });
  }
  return { bytes, files };
}

async function entriesOf(entry, path) {
  if (entry.isFile) return [{ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), name: path + entry.name }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const child of some) found.push(...await entriesOf(child, `${path}${entry.name}/`));
  }
}

async function filesOf(entries, files) {
  if (!entries.some(entry => entry.isDirectory)) return files.map(file => ({ file, name: file.name }));
  const found = [];
  for (const entry of entries) found.push(...await entriesOf(entry, ''));
  return found;
}

export function attach(component) {
  app = component;
  prepare();
  document.addEventListener('dragover', event => {
    event.preventDefault();
    document.body.classList.add('dragging');
  });
  document.addEventListener('dragleave', event => {
    if (event.relatedTarget === null) document.body.classList.remove('dragging');
  });
  document.addEventListener('drop', event => {
    event.preventDefault();
    document.body.classList.remove('dragging');
    const files = [...event.dataTransfer.files];
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
    if (files.length + entries.length > 0) give(() => filesOf(entries, files));
  });
  document.addEventListener('change', event => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
    const chosen = [...input.files].map(file => ({ file, name: file.webkitRelativePath || file.name }));
    input.value = '';
    give(async () => chosen);
  });
  document.addEventListener('keydown', moveInTree);
  if (history.state?.open) history.replaceState(null, '');
  addEventListener('popstate', async event => {
    if (ignoredSteps > 0) ignoredSteps--;
    else if (!event.state?.open && !await leave()) history.pushState({ open: true }, '');
  });
  addEventListener('beforeunload', event => {
    if (hasText()) event.preventDefault();
  });

  // The page is drawn before this: until now a dropped file was the browser's.
  document.body.dataset.ready = '';
}

// A sample that comes with the page. Maps are mostly empty, and are compressed there.
export async function sample(paths) {
  const own = ++turn;
  const bytes = new Map();
  const files = [];
  for (const path of paths) {
    const isMap = path.startsWith('map/');
    const answer = await fetch(`samples/${path}${isMap ? '.gzip' : ''}`);
    if (!answer.ok) throw new Error(`the sample ${path} is missing`);
    const id = nextFile++;
    const content = isMap ? new Response(answer.body.pipeThrough(new DecompressionStream('gzip'))) : answer;
    bytes.set(id, new Uint8Array(await content.arrayBuffer()));
    files.push({ id, name: path.slice(path.indexOf('/') + 1), size: bytes.get(id).length });
  }
  return JSON.stringify(own === turn ? { session: begin(bytes), files } : { session: 0, files: [] });
}

// A session without files, for a text that is typed.
export function beginEmpty() {
  turn++;
  return begin(new Map());
}

// What was begun is open now: Back leads to the start.
export function opened(id) {
  if (!keep(id)) return false;
  if (!history.state?.open) history.pushState({ open: true }, '');
  return true;
}

// Whether the typed text, if there is any, may be given up.
function mayLeave() {
  return !hasText() || confirm('The text that you typed is in no file. Give it up?');
}

async function leave() {
  if (!mayLeave()) return false;
  turn++;
  hasText = () => false;
  await app.invokeMethodAsync('Leave');
  closeCurrent();
  return true;
}

// Closes what is open, unless its reader wants to keep the text.
export async function close() {
  if (!await leave() || !history.state?.open) return;
  ignoredSteps++;
  history.back();
}

// Watches whether an editor has a text that somebody typed.
export function watchText(watch) {
  hasText = watch;
}

export function showRow(container, top, height) {
  if (!container) return;
  if (top < container.scrollTop) container.scrollTop = top;
  else if (top + height > container.scrollTop + container.clientHeight) container.scrollTop = top + height - container.clientHeight;
}

// The list scrolls by these keys itself; the page must not. Only a row that is in the page can be the active one.
export function keepKeys(container) {
  if (!container) return;
  container.addEventListener('keydown', event => {
    if (['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].includes(event.key)) event.preventDefault();
  });
  const mark = () => {
    const active = container.dataset.active;
    if (active && document.getElementById(active)) container.setAttribute('aria-activedescendant', active);
    else container.removeAttribute('aria-activedescendant');
  };
  new MutationObserver(mark).observe(container, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-active', 'id'] });
}

export function focusOn(element) {
  element?.focus({ preventScroll: false });
}

// The reader of a screen begins at the title of what was opened.
export function focusTitle() {
  const title = document.querySelector('main h1');
  if (!title || document.activeElement instanceof HTMLTextAreaElement) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

// The arrow keys move in a tree, one item of which Tab reaches.
function moveInTree(event) {
  const item = event.target.closest?.('[role=treeitem]');
  if (!item || event.target !== item) return;
  const items = [...item.closest('[role=tree]').querySelectorAll('[role=treeitem]')];
  const at = items.indexOf(item);
  const next = {
    ArrowDown: () => items[at + 1],
    ArrowUp: () => items[at - 1],
    ArrowRight: () => item.querySelector('[role=treeitem]'),
    ArrowLeft: () => item.parentElement.closest('[role=treeitem]'),
    Home: () => items[0],
    End: () => items.at(-1),
  }[event.key];
  if (next) {
    event.preventDefault();
    const target = next();
    if (!target) return;
    for (const other of items) other.tabIndex = other === target ? 0 : -1;
    target.focus();
  } else if (event.key === 'Enter') {
    item.querySelector(':scope > button')?.click();
  }
}

// The policy forbids inline styles; a style sheet that the script makes is none.
let pictureStyle = null;
export function adoptStyle(text) {
  if (pictureStyle || !text) return;
  pictureStyle = new CSSStyleSheet();
  pictureStyle.replaceSync(text);
  document.adoptedStyleSheets.push(pictureStyle);
}

// Shows a place and moves the focus to it.
export function showPlace(...ids) {
  for (const id of ids) {
    const element = document.getElementById(id);
    if (!element) continue;
    element.scrollIntoView({ block: 'center' });
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }
}
