"""The commands, such as `invoke check` and `invoke serve`: one file for each."""
