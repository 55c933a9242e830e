"""What must hold before publishing: published events and addresses stay, all is committed."""
