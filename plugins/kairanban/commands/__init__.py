"""The commands: `invoke check`, `invoke serve` and the others, one file each."""
