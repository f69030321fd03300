// The library runs here, in a separate thread: whatever a file does, the page stays usable, and can end the work.
import { dotnet } from '../_framework/dotnet.js';

const library = (async () => {
  const { getAssemblyExports, getConfig } = await dotnet.create();
  return (await getAssemblyExports(getConfig().mainAssemblyName)).MapKit.Web.Worker;
})();

self.onmessage = async ({ data: { id, type, method, args } }) => {
  try {
    const result = (await library)[type][method](...args);
    self.postMessage({ id, result }, result instanceof Uint8Array ? [result.buffer] : []);
  } catch (error) {
    self.postMessage({ id, error: String(error?.message ?? error) });
  }
};
