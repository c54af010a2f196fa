"""Questions in files: uploaded and looked at first, made drafts once somebody confirms, and taken along."""
