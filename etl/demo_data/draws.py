"""Random draws: one independent stream per subject, so that tuning one leaves the others as they were."""

import zlib

import numpy as np


def stream(seed: int, subject: str) -> np.random.Generator:
    """The random numbers of one subject; the same seed and subject give the same numbers."""
    return np.random.default_rng([seed, zlib.crc32(subject.encode())])


def choose(rng: np.random.Generator, weights: np.ndarray | list[float], size: int) -> np.ndarray:
    """``size`` positions drawn in proportion to ``weights`` (int32)."""
    borders = np.cumsum(np.asarray(weights, dtype=float))
    return np.searchsorted(borders, rng.random(size) * borders[-1], side="right").astype(np.int32)
