"""The regression behind the effect test: what is known of a step when the noise follows its own last month.

The noise of month i is AR(1), seen only at the months that hold a value: corr(e_i, e_j) = phi ** (months between them). A gap
therefore weakens the tie between its neighbours and is otherwise left alone; nothing is filled in.

Least squares with such noise (Prais and Winsten, 1954) needs phi, and the usual estimate of phi is biased downwards in short
series (Marriott and Pope, Biometrika 41, 1954; Kendall, ibid.), which makes far too many changes out of nothing. Two things
are done about it. Phi is judged by the restricted likelihood, which takes the fitted line into account (Cheang and Reinsel,
JASA 95, 2000). And it is not taken as known: step and standard error are averaged over every phi of PHI, weighted by how
plausible the series makes it, and a bootstrap replicate has its own phi judged in the same way. Phi below 0 is not considered:
it would make the interval narrower than independent noise does. A finer PHI changed neither false alarms nor power by 1 %.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PHI = np.arange(10) / 10


@dataclass(frozen=True)
class StepModel:
    """One design seen under each of the P values of PHI, for series of n points and a model of k terms without the step.

    contrasts: (P, n - k, n); row 0 turns a series into its step in units of the noise, the others into noise alone.
    scale: (P,); row 0's step ÷ scale is the step in the series' own unit. months: (n - 1,) from each point to the next.
    null_constant, step_constant: (P,); what the log likelihoods have beside the series, without and with the step.
    """

    contrasts: Floats
    scale: Floats
    months: Floats
    null_constant: Floats
    step_constant: Floats


@dataclass(frozen=True)
class Fit:
    """What S series say. step, standard_error: (S,). null_phi: (S,), the most plausible phi where there is no step.
    phi: (S,), the mean phi where there is one."""

    step: Floats
    standard_error: Floats
    null_phi: Floats
    phi: Floats


def step_model(terms: Floats, step: Floats, positions: Floats) -> StepModel:
    """The model of n points: terms (n, k) beside the step, the step (n,), the month each point lies at (n,), rising."""
    k, months = terms.shape[1], np.diff(positions)
    contrasts, scale, null_constant, step_constant = [], [], [], []
    for phi in PHI:
        whitening, log_root = _whitening(phi, months)
        q, r = np.linalg.qr(whitening @ np.column_stack([terms, step]), mode="complete")
        diagonal = np.log(np.abs(np.diag(r)))
        contrasts.append(q[:, k:].T @ whitening)
        scale.append(r[k, k])
        null_constant.append(-log_root - diagonal[:k].sum())
        step_constant.append(-log_root - diagonal[: k + 1].sum())
    return StepModel(np.array(contrasts), np.array(scale), months, np.array(null_constant), np.array(step_constant))


def _whitening(phi: float, months: Floats) -> tuple[Floats, float]:
    """The matrix (n, n) that makes AR(1) noise independent, and half the log determinant of its correlations."""
    carried = phi**months
    fresh = np.sqrt(1 - carried**2)
    matrix = np.diag(np.concatenate([[1.0], 1 / fresh]))
    matrix[np.arange(1, len(matrix)), np.arange(len(months))] = -carried / fresh
    return matrix, float(np.log(fresh).sum())


def fit(model: StepModel, series: Floats) -> Fit:
    """The step in each of the series (S, n) and how sure it is; a series the terms fit exactly is not for this."""
    count, freedom, points = model.contrasts.shape
    noise = (series @ model.contrasts.reshape(-1, points).T).reshape(len(series), count, freedom)
    along_step = noise[:, :, 0]
    beside_step = np.einsum("spf,spf->sp", noise[:, :, 1:], noise[:, :, 1:])
    null_likelihood = model.null_constant - freedom / 2 * np.log(beside_step + along_step**2)
    step_likelihood = model.step_constant - (freedom - 1) / 2 * np.log(beside_step)
    weights = np.exp(step_likelihood - step_likelihood.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    steps = along_step / model.scale
    variances = beside_step / (freedom - 1) / model.scale**2
    step = (weights * steps).sum(axis=1)
    variance = (weights * (variances + (steps - step[:, None]) ** 2)).sum(axis=1)
    return Fit(step, np.sqrt(variance), PHI[null_likelihood.argmax(axis=1)], weights @ PHI)


def noise(model: StepModel, phi: float, count: int, random: np.random.Generator) -> Floats:
    """So many series (count, n) of normal AR(1) noise with variance 1 and no step.

    Level, trend and spread need not be drawn: step ÷ standard error is the same whatever they are.
    """
    series = random.standard_normal((count, len(model.months) + 1))
    for place, months in enumerate(model.months, start=1):
        carried = phi**months
        series[:, place] = carried * series[:, place - 1] + np.sqrt(1 - carried**2) * series[:, place]
    return series
