"""From the staging folder, checked, into the published one."""
