"""The paths that the members of a cohort took, those of few children together."""

from __future__ import annotations

import pandas as pd

from data.cohorts.declaration import Cohort
from data.cohorts.members import STOPPED, followed, values_of
from data.periods import Period
from data.store import Questions

OTHER_PATHS = "Other paths"
FEWEST_CHILDREN = 6
"""A path of fewer children is not told by itself."""

ARROW = " → "


def paths(store: Questions, cohort: Cohort, period: Period) -> pd.DataFrame:
    """One row a path, that of most members first and OTHER_PATHS the last: ``path``, ``members`` and ``children``.

    A path is the steps in the order of their days (those of one day as declared), joined by ARROW, from the beginning to how it
    ends at the data's date: the child came back, is still open, or is not. Paths of fewer than FEWEST_CHILDREN children are
    one row together.
    """
    query = f""", taken as (
        select member, string_agg(name, '{ARROW}' order by day, place) as steps from reached where on_path group by member
    ),
    walked as (
        select members.child_id, concat_ws('{ARROW}', '{cohort.first}',
            coalesce(taken.steps, case when stopped and ended <> '{STOPPED}' then '{STOPPED}' end), ended) as path
        from members left join taken on taken.member = members.member
    ),
    told as (
        select path as walked_path, case when count(distinct child_id) < {FEWEST_CHILDREN} then '{OTHER_PATHS}' else path end as path
        from walked group by path
    )
    select told.path, count(*) as members, count(distinct walked.child_id) as children
    from walked join told on told.walked_path = walked.path group by told.path
    order by told.path = '{OTHER_PATHS}', members desc, told.path"""
    return store.table(followed(cohort, query), values_of(period))
