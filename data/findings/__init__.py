"""What is wrong with a return or needs an answer: one type, one registry, three moments.

*Read*: what its sheets and cells show by themselves (`reading`). *Arrive*: what they show beside the returns in use, before
it is used (`arriving`). *Rule*: what cannot be right or needs a look by the statutory and cross-list rules (`rules`).
`registry` lists every kind; which kind explains which is declared there once, so that a fault is told once.
"""
