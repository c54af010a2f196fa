"""Figures that show how good the bank is; docs/bank-quality.md is made from them."""
