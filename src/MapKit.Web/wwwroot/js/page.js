// Files, the worker and downloads: what the components cannot do themselves. No file leaves this page.
const files = new Map();
let nextFile = 1;
let worker = null;
let nextCall = 1;
const calls = new Map();
let app = null;

function start() {
  worker = new Worker('js/worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => {
    const call = calls.get(data.id);
    calls.delete(data.id);
    if (data.error === undefined) call?.resolve(data.result);
    else call?.reject(new Error(data.error));
  };
  worker.onerror = event => end(event.message ?? 'the worker ended');
}

function end(reason) {
  worker?.terminate();
  worker = null;
  for (const call of calls.values()) call.reject(new Error(reason));
  calls.clear();
}

// Arguments that name a file are replaced by its bytes.
export function call(type, method, args) {
  if (!worker) start();
  const id = nextCall++;
  const given = args.map(value => value !== null && typeof value === 'object' && 'file' in value ? files.get(value.file).bytes : value);
  return new Promise((resolve, reject) => {
    calls.set(id, { resolve, reject });
    worker.postMessage({ id, type, method, args: given });
  });
}

// Ends the work of the worker; the next call starts another.
export function cancel() {
  end('cancelled');
  start();
}

function keep(name, bytes) {
  const id = nextFile++;
  files.set(id, { bytes });
  return { id, name, size: bytes.length };
}

async function read(list) {
  files.clear();
  const kept = [];
  for (const { file, name } of list) kept.push(keep(name, new Uint8Array(await file.arrayBuffer())));
  return kept;
}

async function give(list) {
  if (list.length > 0) await app.invokeMethodAsync('TakeFiles', await read(list));
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

export function attach(component) {
  app = component;
  start();
  document.addEventListener('dragover', event => {
    event.preventDefault();
    document.body.classList.add('dragging');
  });
  document.addEventListener('dragleave', event => {
    if (event.relatedTarget === null) document.body.classList.remove('dragging');
  });
  document.addEventListener('drop', async event => {
    event.preventDefault();
    document.body.classList.remove('dragging');
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
    if (entries.some(entry => entry.isDirectory)) {
      const found = [];
      for (const entry of entries) found.push(...await entriesOf(entry, ''));
      await give(found);
    } else {
      await give([...event.dataTransfer.files].map(file => ({ file, name: file.name })));
    }
  });
  document.addEventListener('change', async event => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
    const chosen = [...input.files].map(file => ({ file, name: file.webkitRelativePath || file.name }));
    input.value = '';
    await give(chosen);
  });
}

// A sample that comes with the page.
export async function sample(paths) {
  files.clear();
  const kept = [];
  for (const path of paths) {
    const answer = await fetch(`samples/${path}`);
    if (!answer.ok) throw new Error(`the sample ${path} is missing`);
    kept.push(keep(path.slice(path.indexOf('/') + 1), new Uint8Array(await answer.arrayBuffer())));
  }
  return kept;
}

export async function download(name) {
  const bytes = await call('MadeBytes', 'Take', []);
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function showRow(container, top, height) {
  if (top < container.scrollTop) container.scrollTop = top;
  else if (top + height > container.scrollTop + container.clientHeight) container.scrollTop = top + height - container.clientHeight;
}

// The list scrolls by these keys itself; the page must not.
export function keepKeys(container) {
  container.addEventListener('keydown', event => {
    if (['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].includes(event.key)) event.preventDefault();
  });
}

export function focusOn(element) {
  element?.focus({ preventScroll: false });
}

// The policy forbids inline styles; a style sheet that the script makes is none.
let pictureStyle = null;
export function adoptStyle(text) {
  if (pictureStyle) return;
  pictureStyle = new CSSStyleSheet();
  pictureStyle.replaceSync(text);
  document.adoptedStyleSheets.push(pictureStyle);
}

export function scrollToLine(id) {
  document.getElementById(id)?.scrollIntoView({ block: 'center' });
}
