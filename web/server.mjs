// A static server for the lab: node server.mjs FOLDER [PORT]. Only on the loopback, with the headers
// that a host should send; any other static host will do as well.
import { createReadStream, promises as fs } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { createBrotliCompress, createGzip, constants } from 'node:zlib';

const root = resolve(process.argv[2] ?? 'build/lab');
const port = Number(process.argv[3] ?? process.env.PORT ?? 8080);

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The file a request means, or nothing where it is none of the folder's. */
async function file(url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  const full = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
  if (!full.startsWith(root + sep)) return undefined;
  const stat = await fs.stat(full).catch(() => undefined);
  return stat?.isFile() ? full : undefined;
}

const server = createServer(async (request, response) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, headers).end();
    return;
  }
  const found = await file(request.url ?? '/');
  if (!found) {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('not found\n');
    return;
  }
  const accepts = request.headers['accept-encoding'] ?? '';
  const encoding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : undefined;
  const fixed = found.includes(`${sep}assets${sep}`);
  response.writeHead(200, {
    ...headers,
    'Content-Type': types[extname(found)] ?? 'application/octet-stream',
    'Cache-Control': fixed ? 'public, max-age=31536000, immutable' : 'no-cache',
    Vary: 'Accept-Encoding',
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const body = createReadStream(found);
  if (encoding === 'br') {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
    body.pipe(createBrotliCompress(quality)).pipe(response);
  } else if (encoding === 'gzip') body.pipe(createGzip()).pipe(response);
  else body.pipe(response);
});

server.listen(port, '127.0.0.1', () => console.log(`Balloon's lab: http://127.0.0.1:${port}/`));
