// The editor of a source: a text area with line numbers, which sends its text to the worker when typing pauses.
import { call, make, watchText } from './page.js';

const pause = 250;
const firstShown = 20;
const lineHeight = 20;

export class Editor {
  constructor(session, area, gutter, component) {
    this.session = session;
    this.area = area;
    this.gutter = gutter;
    this.component = component;
    this.name = '';
    this.format = '';
    this.marks = new Map();
    this.lines = 1;
    this.shown = firstShown;
    this.version = 0;
    this.isChecking = false;
    this.isClosed = false;
    this.isTyped = false;
    area.addEventListener('input', () => {
      this.isTyped = true;
      this.changed();
    });
    area.addEventListener('scroll', () => this.drawGutter(), { passive: true });
    new ResizeObserver(() => this.drawGutter()).observe(area);

    // Something may have been typed before the editor was complete.
    this.isTyped = area.value.length > 0;
    watchText(() => this.isTyped && !this.isClosed && area.value.length > 0);
    this.changed();
  }

  // Tab leaves the text area, as everywhere in a page.
  changed() {
    this.version++;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), pause);

    // Once for all characters that are typed between two pictures of the screen.
    if (this.isDrawing) return;
    this.isDrawing = true;
    requestAnimationFrame(() => setTimeout(() => {
      this.isDrawing = false;
      this.count();
      this.drawGutter();
    }));
  }

  set(name, text) {
    this.name = name;
    this.area.value = text;
    this.area.scrollTop = 0;
    this.version++;
    this.count();
    return this.check();
  }

  async setFile(name, file) {
    await this.set(name, await call(this.session, 'SourceExports', 'TextOf', [{ file }]));
  }

  setFormat(format) {
    this.format = format;
    return this.check();
  }

  setName(name) {
    this.name = name;
    return this.check();
  }

  // Nothing is called in a component that is closed.
  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  // One check at a time: what was typed meanwhile is checked after it.
  async check() {
    if (this.isChecking || this.isClosed) return;
    this.isChecking = true;
    try {
      for (;;) {
        const version = this.version;
        const result = await call(this.session, 'SourceExports', 'Check', [this.name, this.area.value, this.format]);
        if (this.isClosed) break;
        if (version !== this.version) continue;
        this.result = JSON.parse(result);
        this.mark(this.result.findings);
        await this.show(this.shown);
        break;
      }
    } catch (error) {
      if (!this.isClosed) await this.component.invokeMethodAsync('ShowFailure', String(error.message));
    } finally {
      this.isChecking = false;
    }
  }

  // The first findings; a long list is drawn in parts, so that typing never waits for it.
  show(count) {
    this.shown = count;
    return this.component.invokeMethodAsync('ShowFindings', JSON.stringify({ ...this.result, findings: this.result.findings.slice(0, count) }), this.result.findings.length);
  }

  count() {
    const text = this.area.value;
    this.lines = 1;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.lines++;
  }

  compile(type) {
    return make(this.session, 'SourceExports', 'Compile', [this.name, this.area.value, this.format, type]);
  }

  mark(findings) {
    const ranks = { error: 3, warning: 2, info: 1 };
    this.marks.clear();
    for (const { line, severity } of findings) {
      if (line > 0 && (ranks[this.marks.get(line)] ?? 0) < ranks[severity]) this.marks.set(line, severity);
    }
    this.drawGutter();
  }

  // Only the visible numbers are in the page.
  drawGutter() {
    const first = Math.floor(this.area.scrollTop / lineHeight);
    const count = Math.ceil(this.area.clientHeight / lineHeight) + 1;
    const last = Math.min(first + count, this.lines);
    const lines = document.createDocumentFragment();
    for (let line = first + 1; line <= last; line++) {
      const number = document.createElement('div');
      number.textContent = line;
      const severity = this.marks.get(line);
      if (severity) number.className = severity;
      lines.append(number);
    }
    this.gutter.replaceChildren(lines);
    this.gutter.style.transform = `translateY(${first * lineHeight - this.area.scrollTop + 8}px)`;
  }

  // Columns count characters, not the halves of those outside of the first plane.
  select(line, column, endColumn) {
    const text = this.area.value;
    let start = 0;
    for (let i = 1; i < line; i++) {
      const end = text.indexOf('\n', start);
      if (end < 0) break;
      start = end + 1;
    }
    const lineEnd = text.indexOf('\n', start);
    const characters = [...text.slice(start, lineEnd < 0 ? text.length : lineEnd)];
    const offset = count => start + characters.slice(0, count).join('').length;
    this.area.focus();
    this.area.setSelectionRange(offset(Math.max(0, column - 1)), offset(Math.max(column, endColumn) - 1));
    this.area.scrollTop = Math.max(0, (line - 1) * lineHeight - this.area.clientHeight / 2);
  }
}

// Null if the component has been closed meanwhile.
export function create(session, area, gutter, component) {
  return area && gutter ? new Editor(session, area, gutter, component) : null;
}
