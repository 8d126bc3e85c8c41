"""Timing our build beside the peers', on the same posts."""
