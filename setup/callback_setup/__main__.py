"""Entry of the five commands: `python -m callback_setup <command> …`."""

import importlib
import signal
import sys

from .steps import Failure, explain


def _interrupt(signum, frame):
    """Turn SIGTERM and SIGHUP into the clean way out that Ctrl-C takes."""
    raise KeyboardInterrupt


def main():
    """Run one command and map what went wrong to a message and an exit code."""
    command, arguments = sys.argv[1], sys.argv[2:]
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _interrupt)
    module = importlib.import_module(f".cmd_{command}", __package__)
    try:
        return module.main(arguments)
    except Failure as failure:
        explain(failure)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Start again at any time: it goes on where it was.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
