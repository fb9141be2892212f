import { isIP } from 'node:net';

/** Where a name leads: the loopback ports that stand in for it, asked in turn as behind a load balancer. */
interface Site {
  ports: number[];
  turn: number;
}

/** A name that nobody stands in for, as a resolver would report it. */
class HostNotFoundError extends Error {
  readonly code = 'ENOTFOUND';

  constructor(hostname: string) {
    super(`getaddrinfo ENOTFOUND ${hostname}`);
  }
}

/**
 * The simulator's name service. Everything in it speaks plain HTTP on loopback, while the app, the workspace and
 * 360dialog know each other by their real https names; whoever sends a request asks here where it goes and keeps
 * the name in the `Host` header. Names that are not registered do not exist: nothing ever leaves the machine.
 */
export class Internet {
  private readonly sites = new Map<string, Site>();

  register(hostname: string, port: number): void {
    const site = this.sites.get(hostname) ?? { ports: [], turn: 0 };
    site.ports.push(port);
    this.sites.set(hostname, site);
  }

  unregister(hostname: string, port: number): void {
    const site = this.sites.get(hostname);
    if (site) {
      site.ports = site.ports.filter((known) => known !== port);
    }
  }

  /**
   * Rewrites a public URL to the loopback address that serves it. Loopback URLs pass unchanged.
   * @throws HostNotFoundError for names that are not registered, or that nobody serves at present.
   */
  route(url: string): { url: string; host: string } {
    const target = new URL(url);
    const host = target.host;
    if (isLoopback(target.hostname)) {
      return { url, host };
    }
    const site = this.sites.get(target.hostname);
    const port = site?.ports[site.turn++ % site.ports.length];
    if (port === undefined) {
      throw new HostNotFoundError(target.hostname);
    }
    target.protocol = 'http:';
    target.host = `127.0.0.1:${port}`;
    return { url: target.href, host };
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
}
