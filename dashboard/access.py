"""Who is asking. Every question is asked on behalf of a Viewer (../shared/kpis.md, "Small counts")."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.errors import UnknownViewer


class Role(StrEnum):
    CHIEF = "chief"
    TEAM_LEADER = "team_leader"
    STEERING_GROUP = "steering_group"


@dataclass(frozen=True)
class Viewer:
    """A role and, for a team leader, the teams led.

    The chief opens all rows, a team leader the rows of the own teams, the steering group none.
    Whoever may not open the rows behind a number reads it suppressed.
    """

    role: Role
    team_ids: frozenset[str] = frozenset()

    def may_open_rows(self, team_ids: frozenset[str] | None) -> bool:
        """Whether the rows of these teams may be opened; ``None`` means every team, also rows without a team."""
        if self.role is Role.CHIEF:
            return True
        if self.role is Role.STEERING_GROUP or team_ids is None or not team_ids:
            return False
        return team_ids <= self.team_ids

    def __str__(self) -> str:
        """As parse_viewer reads it."""
        teams = ",".join(sorted(self.team_ids))
        return f"{self.role}:{teams}" if teams else str(self.role)


CHIEF = Viewer(Role.CHIEF)


def parse_viewer(text: str) -> Viewer:
    """Read ``chief``, ``team_leader:T[,U]`` or ``steering_group``; raises UnknownViewer."""
    role_text, _, teams_text = text.partition(":")
    team_ids = frozenset(team for team in teams_text.split(",") if team)
    try:
        role = Role(role_text)
    except ValueError:
        raise UnknownViewer(text=text) from None
    if (role is Role.TEAM_LEADER) != bool(team_ids):
        raise UnknownViewer(text=text)
    return Viewer(role, team_ids)
