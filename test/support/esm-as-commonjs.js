const { transformSync } = require('esbuild');

/** For the one dependency that ships as an ES module only, which jest does not load under Node 20. */
module.exports = {
  process: (source) => ({ code: transformSync(source, { format: 'cjs', target: 'node20' }).code }),
};
