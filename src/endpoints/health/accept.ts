/** Whether an `Accept` header asks for Prometheus' text rather than for JSON, which is what everybody else gets. */
export function wantsMetrics(accept = ''): boolean {
  const weights = accept.split(',').map(weighted);
  const weightOf = (...types: string[]): number =>
    Math.max(0, ...weights.filter(({ type }) => types.includes(type)).map(({ weight }) => weight));
  return weightOf('text/plain', 'application/openmetrics-text') > weightOf('application/json');
}

function weighted(range: string): { type: string; weight: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, weight: quality === undefined ? 1 : Number(quality) || 0 };
}
