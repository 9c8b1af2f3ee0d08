// Preloaded into the program: what it would be with one script more.
const Module = require("node:module");

const load = Module._load;
Module._load = function loadAnother(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (!request.endsWith("/build/site") || loaded.isAnother) return loaded;
  const { buildSite } = loaded;
  loaded.isAnother = true;
  loaded.buildSite = () => {
    const built = buildSite();
    const [script] = built.files.filter(({ path }) => /^assets\/book-.*\.js$/.test(path));
    const another = { ...script, path: "assets/another-AAAAAAAA.js" };
    return { ...built, files: [...built.files, another], release: "another00000" };
  };
  return loaded;
};
