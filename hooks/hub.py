"""The one file MkDocs loads: its events, handed on to the package. No logic lives here."""

import sys
from pathlib import Path

# MkDocs keeps this folder on the path only while it reads the file; the package beside it must be found later as well.
if str(Path(__file__).parent) not in sys.path:
    sys.path.append(str(Path(__file__).parent))

from voices.build.events import (
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_page_content,
    on_page_context,
    on_post_build,
    on_pre_build,
    on_serve,
    on_shutdown,
    on_startup,
)

__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_context",
    "on_post_build",
    "on_pre_build",
    "on_serve",
    "on_shutdown",
    "on_startup",
]
