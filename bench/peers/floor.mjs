// The floor: node:http, pg and one prepared statement, whose text goes to the client as PostgreSQL wrote it.
import { createServer } from 'node:http';
import pg from 'pg';
import { DASHBOARD_STATEMENT } from '../dashboard/dashboard-statement.mjs';
import { endWithParent } from './end-with-parent.mjs';

const { PORT, DATABASE_URL } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });

const server = createServer(async (request, response) => {
  try {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { variables } = JSON.parse(Buffer.concat(chunks).toString());
    const { rows } = await pool.query({ ...DASHBOARD_STATEMENT, values: [variables.name] });
    const body = Buffer.from(rows[0].body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  } catch (error) {
    response.writeHead(500).end(JSON.stringify({ errors: [{ message: error.message }] }));
  }
});
server.listen(Number(PORT), '127.0.0.1');
endWithParent();
