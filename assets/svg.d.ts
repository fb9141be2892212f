/** An SVG is imported as its text: the packager and the tests both put it into the code. */
declare module '*.svg' {
  const text: string;
  export = text;
}
