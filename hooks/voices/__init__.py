"""Voices: a company's public hub of its employees' voices. The layers are described in CONTRIBUTING.md."""

__version__ = "0.1.0"
