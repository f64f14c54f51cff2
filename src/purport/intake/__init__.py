"""Reports given → readings in the ledger: intake, extraction and the store, joined."""
