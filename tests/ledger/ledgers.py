"""Reports put into a ledger, for tests of what becomes of them."""

from purport.ledger.reports import add_reading


def add(ledger, made, *, met_in="a.txt", models="m1", original=None):
    data = made.report.text.encode() if original is None else original
    return add_reading(ledger, made, data, met_in, models)
