"""Claims across reports → groups of the same claim, where they come from, and their roots."""
