"""Reads mkdocs.yml without MkDocs, for the commands that need no build: ``INHERIT`` and ``!ENV`` are honoured."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from voices.settings import Hub, SettingsError, hub_from


def read_config(config_file: Path) -> dict[str, Any]:
    """The plain mapping in mkdocs.yml, ``INHERIT`` and ``!ENV`` honoured, unknown tags read as nothing.

    Raises SettingsError when the file is missing or isn't YAML.
    """
    return _inherited(config_file.resolve(), ())


def _inherited(config_file: Path, children: tuple[Path, ...]) -> dict[str, Any]:
    """A file's mapping over that of the file it inherits; ``children`` are those that led here, the first one first."""
    try:
        with config_file.open("rb") as file:
            config = yaml.load(file, Loader=_ConfigLoader)  # noqa: S506 - a SafeLoader with harmless additions
    except FileNotFoundError:
        if children:
            raise SettingsError(
                f'{children[-1].name}, INHERIT: there is no file "{config_file}". Correct the path, or take the line out.'
            ) from None
        raise SettingsError(
            f"{config_file.name}: there is no such file here. Go to the hub's folder, or name the file with -f."
        ) from None
    except IsADirectoryError:
        raise SettingsError(f"{config_file.name}: this is a folder. Name the file with the hub's settings.") from None
    except yaml.reader.ReaderError:
        raise SettingsError(f"{config_file.name}: this is not UTF-8. Save the file with that encoding.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        raise SettingsError(
            f"{config_file.name}{where}: this is not YAML ({getattr(error, 'problem', error)}). "
            "Look at that line and the one above it."
        ) from None
    if not isinstance(config, dict):
        raise SettingsError(f"{config_file.name}: settings are expected. Start with a line like site_name: Our voices.")
    parent = config.pop("INHERIT", None)
    if parent is None:
        return config
    below = (config_file.parent / str(parent)).resolve()
    if below in (config_file, *children):
        raise SettingsError(
            f"{config_file.name}, INHERIT: {below.name} leads back here. Take the line out of one of them."
        )
    return _merge(_inherited(below, (*children, config_file)), config)


def load_hub(config_file: Path, environment: Mapping[str, str] = os.environ) -> Hub:
    """The hub of ``config_file``, without MkDocs."""
    path = config_file.resolve()
    config = read_config(path)
    # MkDocs asks for these two itself, and looks in another folder where it is told of none.
    for key, example in (("site_name", "Our voices"), ("docs_dir", "content")):
        if not isinstance(config.get(key), str) or not config[key].strip():
            raise SettingsError(f"{path.name}, {key}: it is missing or no text. Add a line like {key}: {example}.")
    hub = hub_from(config, path, environment)
    if not hub.content.is_dir():
        raise SettingsError(
            f"{path.name}, docs_dir: there is no folder {hub.path_of(hub.content)}. "
            "Make it, or name the folder that holds your content."
        )
    return hub


def place_of(config_file: Path, *keys: str) -> tuple[Path, int]:
    """The file and the line, from 1, of ``keys`` (``extra``, ``voices``, ``per_page``), or of as many of them as are written.

    A file named by ``INHERIT`` is looked into when it has more of them; what is written nowhere is at line 1.
    """
    _, file, line = _deepest(config_file, keys)
    return file, line


def _deepest(config_file: Path, keys: tuple[str, ...]) -> tuple[int, Path, int]:
    with config_file.open("rb") as file:
        root = yaml.compose(file, Loader=_ConfigLoader)
    way = _way(root, keys)
    here = (len(way), config_file, way[-1].start_mark.line + 1 if way else 1)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    parent = next((value.value for key, value in pairs if key.value == "INHERIT"), None)
    if parent is None or len(way) == len(keys):
        return here
    below = _deepest((config_file.parent / str(parent)).resolve(), keys)
    return below if below[0] > len(way) else here


def _way(node: yaml.Node | None, keys: tuple[str, ...]) -> list[yaml.Node]:
    """The nodes of ``keys``, each below the one before, as far as they are written."""
    nodes: list[yaml.Node] = []
    for wanted in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        key, node = next(((key, value) for key, value in pairs if key.value == wanted), (None, None))
        if key is None:
            break
        nodes.append(key)
    return nodes


class _ConfigLoader(yaml.SafeLoader):
    """Reads mkdocs.yml: ``!ENV`` from the environment; tags of Python objects and relative paths become nothing."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    names: list[Any] = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [node.value]
    default = names.pop() if len(names) > 1 else None
    for name in names:
        if name in os.environ:
            return yaml.safe_load(os.environ[name])
    return default


_ConfigLoader.add_constructor("!ENV", _environment)
_ConfigLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def _merge(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return merged
