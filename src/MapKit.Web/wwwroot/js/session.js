// A session is a worker that runs the library, with the files of one thing that is open. Another thing is opened in another session, so that the
// open one stays as it is until the other is complete; nothing of one thing comes into the other.
const sessions = new Map();
let nextSession = 1;
let current = null;
let candidate = null;
let spare = null;

class Session {
  constructor() {
    this.files = new Map();
    this.calls = new Map();
    this.nextCall = 1;
    this.number();
    this.start();
  }

  // A worker that is used again gets another number: who knew the old one has nothing to ask any more.
  number() {
    sessions.delete(this.id);
    this.id = nextSession++;
    sessions.set(this.id, this);
    return this;
  }

  start() {
    this.worker = new Worker('js/worker.js', { type: 'module' });
    this.worker.onmessage = ({ data }) => {
      const call = this.calls.get(data.id);
      this.calls.delete(data.id);
      if (data.error === undefined) call?.resolve(data);
      else call?.reject(new Error(data.error));
    };
    this.worker.onerror = event => this.stop(event.message ?? 'the work failed');
  }

  // Arguments that name a file are replaced by its bytes.
  call(type, method, args, makes = false) {
    if (!this.worker) this.start();
    const id = this.nextCall++;
    const given = args.map(value => value !== null && typeof value === 'object' && 'file' in value ? this.files.get(value.file) : value);
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject });
      this.worker.postMessage({ id, type, method, args: given, makes });
    });
  }

  stop(reason) {
    this.worker?.terminate();
    this.worker = null;
    for (const call of this.calls.values()) call.reject(new Error(reason));
    this.calls.clear();
  }

  end() {
    sessions.delete(this.id);
    this.stop(ended);
  }
}

// What a call is rejected with whose session has ended.
const ended = 'ended';

const of = id => {
  const session = sessions.get(id);
  if (!session) throw new Error(ended);
  return session;
};

function release(session) {
  if (spare || session.calls.size > 0) session.end();
  else spare = session.number();
  session.files = new Map();
}

// Starts the first worker, before it is needed.
export function prepare() {
  spare ??= new Session();
}

// Begins to open something. What was being opened is cancelled.
export function begin(files) {
  candidate?.end();
  candidate = spare ?? new Session();
  spare = null;
  candidate.files = files;
  return candidate.id;
}

// As begin, with the files of what is open.
export function beginAgain() {
  return begin(current.files);
}

// What was begun is complete, and replaces what was open.
export function keep(id) {
  if (candidate?.id !== id) return false;
  const old = current;
  current = candidate;
  candidate = null;
  if (old) release(old);
  return true;
}

// What was begun is cancelled: it failed, or it was cancelled.
export function drop(id) {
  if (candidate?.id !== id) return;
  const session = candidate;
  candidate = null;
  release(session);
}

// What is open is closed.
export function closeCurrent() {
  candidate?.end();
  candidate = null;
  if (current) release(current);
  current = null;
  prepare();
}

// Ends the work of what is open. Its documents have to be opened again.
export function restart(id) {
  of(id).stop(ended);
}

export async function call(id, type, method, args) {
  return (await of(id).call(type, method, args)).result;
}

// Makes a file and saves it. Its bytes come with the answer, so that no other file can be saved in its place.
export async function make(id, type, method, args) {
  const { result, bytes } = await of(id).call(type, method, args, true);
  const made = JSON.parse(result);
  if (!made.refusal) save(made.fileName, bytes);
  return result;
}

function save(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
