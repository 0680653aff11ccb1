/** That the process answers at all: for whoever restarts it. Whether it is well, /api/health says. */
export const GET = () => Response.json({ status: 'live' }, { headers: { 'cache-control': 'no-store' } });
