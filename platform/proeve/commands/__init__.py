"""The commands of `proeve`, one per file of the same name; `proeve.cli` lists them."""
