"""What the goals speak of: each function measures one row of the table."""
