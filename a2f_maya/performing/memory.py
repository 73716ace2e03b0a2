"""A memory of newest results that never takes more than it may."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class RecentItems(Generic[Item]):
    """Items by key; those that nobody has asked for longest go first. Any thread may use it.

    Parameters
    ----------
    limit : int
        Most bytes that all items together may take; the newest one always stays.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._items: OrderedDict[Hashable, tuple[Item, int]] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: Hashable) -> Item | None:
        """The item of a key, which thereby becomes the newest."""
        with self._lock:
            found = self._items.get(key)
            if found is None:
                return None
            self._items.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, item: Item, size: int) -> None:
        """Remember an item of ``size`` bytes, in place of an older one of the same key."""
        with self._lock:
            replaced = self._items.pop(key, None)
            self._size += size - (replaced[1] if replaced else 0)
            self._items[key] = (item, size)
            while self._size > self._limit and len(self._items) > 1:
                self._size -= self._items.popitem(last=False)[1][1]

    def drop(self, unwanted: Callable[[Item], bool]) -> None:
        """Forget the items that a function says true to."""
        with self._lock:
            for key in [key for key, (item, _) in self._items.items() if unwanted(item)]:
                self._size -= self._items.pop(key)[1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._items.clear()
            self._size = 0
