import net from 'node:net';

/** Resolves to the port (0 picks one) when nothing listens there, else to null. Without `host`: all interfaces. */
function tryPort(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const found = server.address().port;
      server.close(() => resolve(found));
    });
  });
}

/** The wanted port when it is free, else another one. */
export async function freePort(wanted = 0, host = undefined) {
  return (await tryPort(wanted, host)) ?? (await tryPort(0, host));
}

/** A port that somebody asked for by name: taken is an error, not a reason to move. */
export async function demandPort(name, port, host = undefined) {
  if (!(await tryPort(port, host))) {
    throw new Error(`${name}=${port} is in use: stop what listens there, or choose another ${name}.`);
  }
  return port;
}
