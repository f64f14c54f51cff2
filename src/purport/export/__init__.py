"""What people and programs see of a reading: one file a format."""
