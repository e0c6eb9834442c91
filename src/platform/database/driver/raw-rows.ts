import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { DataRow } from './data-row.js';
import { splitMessages } from './split-messages.js';

/** A connection of the driver, as far as it is read; its types do not declare it. */
export interface ReadConnection {
  /** Called by the driver with each stream it reads from: with a second one where the connection becomes encrypted. */
  attachListeners(stream: EventEmitter): void;
  emit(event: 'dataRow', row: DataRow): void;
}

/**
 * Has a connection emit each row as the bytes that came. The driver would make a text of every column of every row. All
 * other messages are parsed by the driver, as before.
 */
export function readRawRows(connection: ReadConnection): void {
  const attachListeners = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream) => {
    const others = new EventEmitter();
    attachListeners(others);
    const split = splitMessages({
      row: (row) => connection.emit('dataRow', row),
      others: (messages) => others.emit('data', messages),
    });
    stream.on('data', (piece: Buffer) => {
      try {
        split(piece);
      } catch (error) {
        (stream as Duplex).destroy(new Error('Connection terminated: that is not PostgreSQL', { cause: error }));
      }
    });
  };
}
