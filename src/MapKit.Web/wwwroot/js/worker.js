// The library runs here, in a separate thread: whatever a file does, the page stays usable, and can end the work.
import { dotnet } from '../_framework/dotnet.js';

const library = (async () => {
  const { getAssemblyExports, getConfig } = await dotnet.create();
  return (await getAssemblyExports(getConfig().mainAssemblyName)).MapKit.Web.Worker;
})();

// An exception of the runtime has no message for a reader: its message is the name of a resource.
function words(error) {
  const text = String(error?.message ?? error).split('\n')[0];
  return /^(?:[\w.]*Exception: )?[A-Za-z]+(?:_\w+)?$/.test(text) ? `the work failed (${text.replace(/^.*: /, '')})` : text;
}

self.onmessage = async ({ data: { id, type, method, args, makes } }) => {
  try {
    const exports = await library;
    const result = exports[type][method](...args);
    const bytes = makes ? exports.MadeBytes.Take() : undefined;
    self.postMessage({ id, result, bytes }, bytes ? [bytes.buffer] : []);
  } catch (error) {
    self.postMessage({ id, error: words(error) });
  }
};
