"""Entry of the commands: `python -m callback_setup <command> …`."""

import importlib
import signal
import sys

from .steps import Failure, explain


def _interrupt(signum, frame):
    """Take the same clean way out for Ctrl-C, SIGTERM and SIGHUP."""
    raise KeyboardInterrupt


def main():
    """Run one command and map what went wrong to a message and an exit code."""
    command, arguments = sys.argv[1], sys.argv[2:]
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _interrupt)
    module = importlib.import_module(f".cmd_{command}", __package__)
    try:
        return module.main(arguments)
    except Failure as failure:
        explain(failure)
        return 1
    except OSError as error:
        explain(Failure(str(error), "is the disk full, or a folder not ours?"))
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Start again at any time: it goes on where it was.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
