// Preloaded into the program: what it would be with /shop moved to /store.
const Module = require("node:module");

const load = Module._load;
Module._load = function loadRenamed(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (!request.endsWith("/build/site") || loaded.isRenamed) return loaded;
  const { buildSite } = loaded;
  loaded.isRenamed = true;
  loaded.buildSite = () =>
    buildSite().map((file) =>
      file.path === "shop/index.html" ? { ...file, path: "store/index.html" } : file,
    );
  return loaded;
};
