"""The pages, one file a kind: the builder `x.py` and its view model `x_view.py`."""
