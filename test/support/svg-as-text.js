/** Imports an SVG as its text, as the packager's bundle does. */
module.exports = {
  process: (text) => ({ code: `module.exports = ${JSON.stringify(text)};` }),
};
