"""What the artist's clicks run: errors become one sentence at the bottom of the window."""

from __future__ import annotations

import logging
from collections.abc import Callable

from a2f_maya.errors import A2FError, CancelledError
from a2f_maya.ui.status_bar import StatusBar

_LOG = logging.getLogger(__name__)


def attempt(bar: StatusBar, action: Callable[[], object]) -> bool:
    """Run what a click means; what it returns as text is said, as is what goes wrong.

    Parameters
    ----------
    bar : StatusBar
    action : callable

    Returns
    -------
    bool
        Whether it said something that has to stay readable.
    """
    try:
        said = action()
    except CancelledError:
        bar.say("Cancelled; the scene is as it was.")
    except (A2FError, OSError) as error:
        bar.say_error(str(error))
    except Exception as error:
        # the border to Qt: a slot that raises would only print, and the artist would see nothing
        _LOG.exception("A window of Audio2Face failed.")
        reason = str(error).strip().splitlines()
        bar.say_error(
            f"Something unexpected went wrong ({reason[0] if reason else type(error).__name__}); "
            "the Script Editor has the details."
        )
    else:
        if isinstance(said, str):
            bar.say(said)
        return isinstance(said, str)
    return True
