from . import callback_archive_export
