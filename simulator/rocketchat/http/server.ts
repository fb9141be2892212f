import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import express, { type ErrorRequestHandler, type Router } from 'express';

import type { EngineVersion } from '../engine/prepare';

/** The servers that these engines came with. */
const SERVER_VERSIONS: Record<EngineVersion, string> = { '1.62.0': '8.4', '1.58.1': '7.13', '1.53.1': '7.8' };

/** A Rocket.Chat server's HTTP side, on loopback. */
export class HttpServer {
  private constructor(private readonly server: Server) {}

  /**
   * @param port 0: any that is free.
   * @throws when the port is taken.
   */
  static async listen(routers: Router[], port: number): Promise<HttpServer> {
    const app = express()
      .disable('x-powered-by')
      .use(...routers)
      .use(answerError);
    const server = createServer(app);
    // Connections that nobody uses stay open: a request never meets their end on its way.
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return new HttpServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends open connections too: the streams of browser tabs would never end by themselves. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

/** `GET /api/info`, by which clients and deployment tools learn the version. */
export function createInfoRouter(engineVersion: EngineVersion): Router {
  return express.Router().get('/api/info', (_request, response) => {
    response.json({ version: SERVER_VERSIONS[engineVersion], success: true });
  });
}

/** Errors of body parsers carry a status: 400 for malformed bodies, 413 for too large ones. */
const answerError: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  response.sendStatus(error.status ?? 500);
};
