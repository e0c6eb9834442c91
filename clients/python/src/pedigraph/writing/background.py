"""The two threads of a run: one appends what is logged to its spool, the other sends what stands there.

Logging is an append to a deque. Neither a slow disk nor a slow server holds it up: the deque is bounded, and what is
logged while it is full is counted and dropped, which takes a disk that takes nothing.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque

from ..errors import PedigraphError
from .deliver import Call, deliver, start
from .records import point_lines
from .spool import Spool

#: How many calls may wait for the disk.
BOUND = 200_000
#: Seconds between two looks at the deque.
_LOOK = 0.1
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 15.0
#: Seconds in which what is logged is gathered before it is sent, and bytes that are worth sending at once.
_GATHER, _WORTH_SENDING = 1.0, 100_000
#: Seconds for the answer to a request that is under way at the end.
_LAST_ANSWER = 5.0

#: Points of one moment, or a line that is written already.
Entry = tuple[tuple[tuple[str, float, int], ...], int] | str


#: Says what was not sent, and where it is; without a handler, to standard error.
LOGGER = logging.getLogger("pedigraph")


class Background:
    """What a run hands its entries to."""

    def __init__(self, spool: Spool, call: Call) -> None:
        """Start both threads."""
        self.spool = spool
        self.dropped = 0
        self._call = call
        self._entries: deque[Entry] = deque()
        self._closing = threading.Event()
        self._stopping = threading.Event()
        self._appended = threading.Event()
        self._hurry = threading.Event()
        self._state = threading.Condition()
        self._reported = False
        self._pid = os.getpid()
        self._appending = threading.Lock()
        name = spool.folder.name
        self._spooler = threading.Thread(target=self._spool_entries, name=f"pedigraph-spool-{name}", daemon=True)
        self._sender = threading.Thread(target=self._send, name=f"pedigraph-send-{name}", daemon=True)
        self._spooler.start()
        self._sender.start()

    def put(self, entry: Entry) -> None:
        """Take an entry; never waits."""
        if self._pid != os.getpid():
            self._report("What is logged in a process that was forked off is not sent: resume the run there.")
        elif len(self._entries) < BOUND:
            self._entries.append(entry)
        else:
            self.dropped += 1

    def flush(self, patience: float) -> bool:
        """Wait until the server has everything, as long as it takes some of it within `patience` seconds."""
        self.append_entries()
        self._hurry.set()
        try:
            return self._wait_until_sent(patience)
        finally:
            self._hurry.clear()

    def _wait_until_sent(self, patience: float) -> bool:
        with self._state:
            sent, since = self.spool.sent, time.monotonic()
            while not self.spool.is_sent:
                if not self._sender.is_alive() or time.monotonic() - since > patience:
                    return False
                self._state.wait(0.25)
                if self.spool.sent != sent:
                    sent, since = self.spool.sent, time.monotonic()
        return True

    def close(self, patience: float) -> bool:
        """Send what is left and end both threads; whether the server has everything."""
        self._closing.set()
        self._spooler.join()
        is_sent = self.flush(patience)
        self._stopping.set()
        self._appended.set()
        # One request may still be under way: that thread closes the spool behind it.
        self._sender.join(None if is_sent else max(patience, _LAST_ANSWER))
        lost = self.dropped + len(self._entries)
        if lost:
            LOGGER.error("%d calls are lost: the disk of %s took nothing.", lost, self.spool.folder)
        return is_sent

    def append_entries(self) -> None:
        """Append to the spool what waits; by whichever thread. What a full disk does not take goes on waiting."""
        with self._appending:
            count = len(self._entries)
            if count == 0 or self._pid != os.getpid():
                return
            waiting = [self._entries.popleft() for _ in range(count)]
            try:
                self.spool.append("".join(one if isinstance(one, str) else point_lines(*one) for one in waiting))
            except OSError as error:
                self._entries.extendleft(reversed(waiting))
                self._report(f"Nothing can be appended to {self.spool.folder}: {error}.")
                return
        self._appended.set()

    def _spool_entries(self) -> None:
        while not self._closing.wait(_LOOK):
            self.append_entries()
        self.append_entries()

    def _send(self) -> None:
        try:
            self._send_batches()
        finally:
            self.spool.close()

    def _send_batches(self) -> None:
        failures, is_gathered = 0, False
        while not self._stopping.is_set():
            try:
                start(self.spool, self._call)
                batch = self.spool.next_batch()
                if batch is None:
                    self._appended.wait()
                    self._appended.clear()
                    is_gathered = False
                    continue
                if not is_gathered and self.spool.size - self.spool.sent < _WORTH_SENDING:
                    self._hurry.wait(_GATHER)
                    is_gathered = True
                    continue
                refused = deliver(self.spool, batch, self._call)
            except (PedigraphError, OSError) as error:
                failures += 1
                self._report(f"Nothing is sent at the moment; what is logged is in {self.spool.folder}. {error}")
                self._stopping.wait(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(failures, 10)))
                continue
            failures, self._reported = 0, False
            for reason in refused:
                LOGGER.error("The server refused a line, which is put aside in %s: %s", self.spool.folder, reason)
            with self._state:
                self._state.notify_all()

    def _report(self, text: str) -> None:
        """Say it once, until something is sent again."""
        if not self._reported:
            self._reported = True
            LOGGER.warning(text)
